package dev.kiln.cli.build;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Packages of Debian and Ubuntu: which are missing, and installing them with the user's consent. */
public final class DebianPackages {
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Path SUDO = Path.of("/usr/bin/sudo");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
    private static final Pattern DOING = Pattern.compile("^(Get:\\d+|Unpacking|Setting up)\\b.*");

    private final Terminal terminal;
    private final boolean assumeYes;
    private final Path log;

    /**
     * @param assumeYes whether the user's consent was given beforehand
     * @param log for what apt-get prints
     */
    public DebianPackages(Terminal terminal, boolean assumeYes, Path log) {
        this.terminal = terminal;
        this.assumeYes = assumeYes;
        this.log = log;
    }

    /** Whether this machine has such packages at all. */
    public static boolean areKnownHere() {
        return Files.isExecutable(APT);
    }

    /** The one command by which a person installs packages. */
    public static String command(Collection<String> names) {
        return (isRoot() ? "" : "sudo ") + "apt-get install " + String.join(" ", names);
    }

    /** Those of the packages that are not installed. */
    public static Set<String> missing(Collection<String> names) {
        Set<String> missing = new LinkedHashSet<>(names);
        if (names.isEmpty()) {
            return missing;
        }
        List<String> query = new ArrayList<>(List.of("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"));
        query.addAll(names);
        try {
            Process process = new ProcessBuilder(query)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.endsWith(" installed"))
                    .forEach(line -> missing.remove(line.substring(0, line.indexOf(' '))));
            return missing;
        } catch (IOException e) {
            throw new CommandFailure("dpkg-query could not be run", "", e);
        }
    }

    /**
     * Installs packages after saying so.
     *
     * @param purpose what they are for, as people say it
     * @throws CommandFailure if they cannot be installed here, naming the command that would
     */
    public void install(String purpose, Collection<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new CommandFailure("'" + name + "' is no name of a package", "correct the language file");
            }
        }
        String wanted = String.join(" ", names);
        if (!areKnownHere()) {
            throw new CommandFailure(
                    purpose + " needs programs that are not here; on Debian they come in: " + wanted,
                    "install them with the package manager of this system");
        }
        List<String> prefix = prefix(purpose, names);
        terminal.say("Missing for " + purpose + ": " + wanted);
        if (!assumeYes && !terminal.consents("Install them with " + command(names) + "?")) {
            throw new CommandFailure("not installed: " + wanted, "run: " + command(names));
        }
        apt("Reading the package lists", prefix, List.of("update", "-q"));
        List<String> install = new ArrayList<>(List.of("install", "-y", "-q", "--no-install-recommends"));
        install.addAll(names);
        apt("Installing " + wanted, prefix, install);
    }

    private void apt(String step, List<String> prefix, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", APT.toString()));
        command.addAll(arguments);
        new Tool(terminal, log)
                .run(
                        step,
                        command,
                        Path.of("/"),
                        line -> DOING.matcher(line).matches()
                                ? Optional.of(line.length() > 60 ? line.substring(0, 60) : line)
                                : Optional.empty());
    }

    private List<String> prefix(String purpose, Collection<String> names) {
        if (isRoot()) {
            return List.of();
        }
        if (!Files.isExecutable(SUDO)) {
            throw new CommandFailure(
                    purpose + " needs packages that only root can install",
                    "as root, run: apt-get install " + String.join(" ", names));
        }
        return terminal.isInteractive() ? List.of("sudo") : List.of("sudo", "-n");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
