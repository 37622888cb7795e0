package dev.kiln.worker.run;

import dev.kiln.execution.Content;
import dev.kiln.execution.PhaseReport;
import dev.kiln.worker.sandbox.OutputListener;
import dev.kiln.worker.sandbox.RunReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a command writes, and makes its report. For one thread. */
final class Phase implements OutputListener {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public void onOutput(Stream stream, byte[] bytes) {
        switch (stream) {
            case STDOUT -> stdout.writeBytes(bytes);
            case STDERR -> stderr.writeBytes(bytes);
        }
    }

    /** Adds a line of ours to standard error, on a line of its own. */
    void say(String line) {
        byte[] before = stderr.toByteArray();
        boolean inLine = before.length > 0 && before[before.length - 1] != '\n';
        stderr.writeBytes(((inLine ? "\n" : "") + "kiln: " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    PhaseReport report(RunReport run) {
        return new PhaseReport(
                run.exitCode(),
                run.signal(),
                Content.of(stdout.toByteArray()),
                Content.of(stderr.toByteArray()),
                run.stdoutTruncated(),
                run.stderrTruncated(),
                run.cpuMillis(),
                run.wallMillis(),
                run.memoryBytes());
    }
}
