package dev.kiln.cli.confine;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The place of a program that root starts without privileges: a mount namespace of its own, in which what it needs
 * appears under one folder. A clone or a data folder under {@code /root}, which nobody else may enter, is no obstacle,
 * and nothing else of it can be seen. See {@code confine.sh}, which does it.
 */
final class ConfinedPlace implements Place {
    private static final String SCRIPT = script();

    private final Path base;
    private final int uid;
    private final List<String> entries = new ArrayList<>();

    ConfinedPlace(Path base, int uid) {
        this.base = base;
        this.uid = uid;
    }

    @Override
    public Path reads(Path source, String name) {
        return add("ro", source, name);
    }

    @Override
    public Path writes(Path source, String name) {
        own(source);
        return add("rw", source, name);
    }

    @Override
    public Path keeps(Path secret, String name) {
        return add("secret", secret, name);
    }

    @Override
    public List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid", "unshare", "--mount", "--propagation=private", "--"));
        command.addAll(List.of("/bin/sh", "-c", SCRIPT, "confine.sh", Integer.toString(uid), base.toString()));
        command.addAll(entries);
        command.add("--");
        command.addAll(program);
        return command;
    }

    private Path add(String kind, Path source, String name) {
        entries.addAll(List.of(kind, source.toString(), name));
        return base.resolve(name);
    }

    /** Gives a folder to the program the first time: later it could hold links that the program made. */
    private void own(Path folder) {
        try {
            if (Objects.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS), uid)) {
                return;
            }
            Process chown = new ProcessBuilder(
                            "chown", "--recursive", "--no-dereference", "-P", uid + ":" + uid, "--", folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(chown.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (chown.waitFor() != 0) {
                throw new CommandFailure("could not give " + folder + " to user " + uid + ": " + said.strip(), "");
            }
        } catch (IOException e) {
            throw new CommandFailure("could not give " + folder + " to user " + uid, "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "", e);
        }
    }

    private static String script() {
        try (InputStream stream = ConfinedPlace.class.getResourceAsStream("confine.sh")) {
            return new String(Objects.requireNonNull(stream, "confine.sh").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
