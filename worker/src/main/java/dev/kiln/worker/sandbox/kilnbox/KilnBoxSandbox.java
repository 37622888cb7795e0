package dev.kiln.worker.sandbox.kilnbox;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.Isolation;
import dev.kiln.worker.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;

/** Makes boxes of namespaces by starting {@code kiln-box serve}, a process for each. Safe for many threads. */
public final class KilnBoxSandbox implements Sandbox {
    /** The host's folders that the launcher shows in its own way: it refuses to be told of them. */
    private static final Path SHOWN_ANYWAY = Path.of("/etc");

    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Watchdog watchdog = new Watchdog();
    private final Path program;
    private final long workBytes;
    private final Duration grace;
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

    @Override
    public Isolation isolation() {
        return Isolation.NAMESPACES;
    }

    @Override
    public Box open() {
        Launcher launcher;
        try {
            launcher = Launcher.start(command(), watchdog);
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

    private List<String> command() {
        var command = new ArrayList<>(List.of(program.toString(), "serve", "--work-bytes", Long.toString(workBytes)));
        for (Path path : exposed) {
            command.add("--expose");
            command.add(path.toString());
        }
        return command;
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
                .filter(path -> !path.startsWith(SHOWN_ANYWAY))
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
