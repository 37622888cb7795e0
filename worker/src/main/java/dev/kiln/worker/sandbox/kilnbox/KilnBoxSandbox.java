package dev.kiln.worker.sandbox.kilnbox;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.Isolation;
import dev.kiln.worker.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes boxes of namespaces by starting {@code kiln-box serve}, a process for each. Safe for many threads. */
public final class KilnBoxSandbox implements Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(KilnBoxSandbox.class);
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Watchdog watchdog = new Watchdog();
    private final Path program;
    private final long workBytes;
    private final Duration grace;
    private final Set<Path> absent = ConcurrentHashMap.newKeySet();
    private volatile List<Path> exposed = List.of();

    /**
     * @param program the launcher
     * @param workBytes size of a box's work folder, and of its {@code /tmp}
     */
    public KilnBoxSandbox(Path program, long workBytes) {
        this(program, workBytes, GRACE);
    }

    /** @param grace how much longer than a run's wall time the launcher may take to tell of its end */
    KilnBoxSandbox(Path program, long workBytes, Duration grace) {
        this.program = program;
        this.workBytes = workBytes;
        this.grace = grace;
    }

    /** Says which paths of the host boxes show from now on, read-only and at the same place. */
    public void expose(Collection<Path> paths) {
        exposed = outermost(paths);
    }

    /**
     * The same, if a box can be made that shows them.
     *
     * @return whether one could be made; if not, nothing changes
     */
    public boolean tryToExpose(Collection<Path> paths) {
        List<Path> wanted = outermost(paths);
        try (Box _ = open(wanted)) {
            exposed = wanted;
            return true;
        } catch (KilnException broken) {
            LOG.atWarn()
                    .addKeyValue("paths", wanted)
                    .addKeyValue("reason", broken.getMessage())
                    .log("No box can be made that shows these paths");
            return false;
        }
    }

    @Override
    public Isolation isolation() {
        return Isolation.NAMESPACES;
    }

    @Override
    public Box open() {
        return open(exposed.stream().filter(this::isThere).toList());
    }

    private Box open(List<Path> shown) {
        Launcher launcher;
        try {
            launcher = Launcher.start(command(shown), watchdog);
        } catch (IOException absent) {
            throw new KilnException(ErrorCode.BOX_BROKEN, "The launcher of boxes cannot be started.", absent);
        }
        Future<?> watch = launcher.watch(OPENING);
        try {
            awaitReady(launcher);
            return new KilnBox(launcher, grace);
        } catch (IOException broken) {
            launcher.end();
            launcher.close();
            throw new KilnException(
                    ErrorCode.BOX_BROKEN, "The box cannot be made: " + broken.getMessage() + ".", broken);
        } finally {
            watch.cancel(false);
        }
    }

    @Override
    public void close() {
        watchdog.close();
    }

    private List<String> command(List<Path> shown) {
        var command = new ArrayList<>(List.of(program.toString(), "serve", "--work-bytes", Long.toString(workBytes)));
        for (Path path : shown) {
            command.add("--expose");
            command.add(path.toString());
        }
        return command;
    }

    /** A toolchain that somebody removed must not keep all other languages from their boxes. */
    private boolean isThere(Path path) {
        boolean there = Files.exists(path);
        if (!there && absent.add(path)) {
            LOG.atError().addKeyValue("path", path).log("A path of a toolchain is gone; boxes do not show it");
        } else if (there && absent.remove(path)) {
            LOG.atInfo().addKeyValue("path", path).log("A path of a toolchain is there again");
        }
        return there;
    }

    private void awaitReady(Launcher launcher) throws IOException {
        Frame frame = launcher.reader().next(0);
        if (frame.type() == 'X') {
            throw new ProtocolException(LauncherWords.refusal(frame).message());
        }
        if (frame.type() != 'B') {
            throw new ProtocolException("a frame " + frame.type() + " before the box is ready");
        }
        String isolation = LauncherWords.ready(frame).isolation();
        if (!isolation.equals(isolation().word())) {
            throw new ProtocolException(
                    "the box is not of the isolation " + isolation().word());
        }
    }

    /** Without paths inside of others, which the launcher would have to bind for nothing. */
    private static List<Path> outermost(Collection<Path> paths) {
        List<Path> outermost = new ArrayList<>();
        paths.stream()
                .distinct()
                .sorted((a, b) -> Integer.compare(a.getNameCount(), b.getNameCount()))
                .forEach(path -> {
                    if (outermost.stream().noneMatch(path::startsWith)) {
                        outermost.add(path);
                    }
                });
        return List.copyOf(outermost);
    }
}
