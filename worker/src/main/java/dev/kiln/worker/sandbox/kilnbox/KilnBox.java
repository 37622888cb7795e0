package dev.kiln.worker.sandbox.kilnbox;

import dev.kiln.execution.Content;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.BoxSpec;
import dev.kiln.worker.sandbox.OutputListener;
import dev.kiln.worker.sandbox.OutputListener.Stream;
import dev.kiln.worker.sandbox.RunAnswer;
import dev.kiln.worker.sandbox.RunReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A box that a launcher holds. The thread that runs a command reads the launcher's output itself: a box that waits needs
 * no thread.
 */
final class KilnBox implements Box {
    private final Launcher launcher;
    private final Duration grace;
    private final List<PendingFile> files = new ArrayList<>();

    /** Held while frames are written, so that a kill never falls between two bytes of another frame. */
    private final ReentrantLock writing = new ReentrantLock();

    private boolean running;
    private volatile boolean killed;

    /** @param grace how much longer than a run's wall time the launcher may take to tell of its end */
    KilnBox(Launcher launcher, Duration grace) {
        this.launcher = launcher;
        this.grace = grace;
    }

    @Override
    public boolean isOpen() {
        return launcher.isAlive();
    }

    @Override
    public void put(String path, Content content) {
        files.add(new PendingFile(path, content));
    }

    @Override
    public RunAnswer run(BoxSpec spec, OutputListener output) {
        Future<?> watch =
                launcher.watch(Duration.ofMillis(spec.limits().wallMillis()).plus(grace));
        try {
            if (!send(spec)) {
                return new RunAnswer.Ended(RunReport.killedBeforeItBegan());
            }
            return hear(spec, output);
        } catch (IOException broken) {
            launcher.end();
            throw new KilnException(ErrorCode.BOX_BROKEN, "The box broke: " + broken.getMessage() + ".", broken);
        } finally {
            watch.cancel(false);
        }
    }

    @Override
    public void kill() {
        killed = true;
        // Whoever holds the lock is about to begin a run, and looks at `killed` once it has let go.
        if (writing.tryLock()) {
            try {
                if (running) {
                    launcher.writer().kill();
                    launcher.writer().flush();
                }
            } catch (IOException gone) {
                launcher.end();
            } finally {
                writing.unlock();
            }
        }
    }

    @Override
    public void close() {
        launcher.close();
    }

    /** Returns false if the box was killed before. */
    private boolean send(BoxSpec spec) throws IOException {
        writing.lock();
        try {
            if (killed) {
                return false;
            }
            FrameWriter writer = launcher.writer();
            for (PendingFile file : files) {
                writer.file(file.path(), file.content());
            }
            files.clear();
            if (spec.stdin().sizeBytes() > 0) {
                writer.input(spec.stdin());
            }
            writer.run(spec);
            writer.flush();
            running = true;
        } finally {
            writing.unlock();
        }
        if (killed) {
            kill();
        }
        return true;
    }

    private RunAnswer hear(BoxSpec spec, OutputListener output) throws IOException {
        long left = spec.limits().outputBytes();
        String fileRefused = null;
        while (true) {
            Frame frame = launcher.reader().next(left);
            switch (frame.type()) {
                case 'O', 'E' -> {
                    left -= frame.payload().length;
                    pass(frame, output);
                }
                case 'Z' -> {
                    ended();
                    return fileRefused != null
                            ? new RunAnswer.FileRefused(fileRefused)
                            : new RunAnswer.Ended(LauncherWords.report(frame));
                }
                case 'X' -> {
                    LauncherWords.Refusal refusal = LauncherWords.refusal(frame);
                    switch (refusal.code()) {
                        case "path" -> fileRefused = fileRefused == null ? refusal.message() : fileRefused;
                        case "exec" -> {
                            ended();
                            return answerNotStarted(fileRefused, refusal.message());
                        }
                        default -> throw new ProtocolException(refusal.message());
                    }
                }
                default -> throw new ProtocolException("a frame " + frame.type() + " during a run");
            }
        }
    }

    private static RunAnswer answerNotStarted(@Nullable String fileRefused, String message) {
        return fileRefused != null ? new RunAnswer.FileRefused(fileRefused) : new RunAnswer.NotStarted(message);
    }

    private static void pass(Frame frame, OutputListener output) {
        if (frame.payload().length > 0) {
            output.onOutput(frame.type() == 'O' ? Stream.STDOUT : Stream.STDERR, frame.payload());
        }
    }

    private void ended() {
        writing.lock();
        try {
            running = false;
        } finally {
            writing.unlock();
        }
    }

    private record PendingFile(String path, Content content) {}
}
