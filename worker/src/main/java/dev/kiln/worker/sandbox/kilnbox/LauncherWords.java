package dev.kiln.worker.sandbox.kilnbox;

import dev.kiln.worker.sandbox.RunReport;
import dev.kiln.worker.sandbox.RunReport.End;
import java.util.Set;

/** What the launcher's frames say. */
final class LauncherWords {
    private static final Set<String> READY = Set.of("version", "isolation", "cgroup");
    private static final Set<String> REFUSAL = Set.of("code", "message");
    private static final Set<String> REPORT = Set.of(
            "end",
            "exitCode",
            "signal",
            "cpuMillis",
            "wallMillis",
            "memoryBytes",
            "stdoutTruncated",
            "stderrTruncated");
    private static final int SIGNALS = 64;
    private static final int SHOWN_MESSAGE = 300;
    private static final long MOST = 999_999_999_999_999_999L;

    private LauncherWords() {}

    /**
     * What {@code B} says.
     *
     * @param isolation the isolation of the box
     */
    record Ready(String isolation) {}

    /**
     * What {@code X} says.
     *
     * @param code one of the protocol's
     * @param message of bounded length
     */
    record Refusal(String code, String message) {}

    static Ready ready(Frame frame) throws ProtocolException {
        return new Ready(Fields.read(frame.payload(), READY).text("isolation"));
    }

    static Refusal refusal(Frame frame) throws ProtocolException {
        Fields fields = Fields.read(frame.payload(), REFUSAL);
        String message = fields.text("message");
        return new Refusal(
                fields.text("code"), message.length() <= SHOWN_MESSAGE ? message : message.substring(0, SHOWN_MESSAGE));
    }

    static RunReport report(Frame frame) throws ProtocolException {
        Fields fields = Fields.read(frame.payload(), REPORT);
        return new RunReport(
                end(fields.text("end")),
                fields.numberOrEmpty("exitCode", 255),
                fields.numberOrEmpty("signal", SIGNALS),
                fields.number("cpuMillis", MOST),
                fields.number("wallMillis", MOST),
                fields.number("memoryBytes", MOST),
                fields.flag("stdoutTruncated"),
                fields.flag("stderrTruncated"));
    }

    private static End end(String word) throws ProtocolException {
        return switch (word) {
            case "exited" -> End.EXITED;
            case "signaled" -> End.SIGNALED;
            case "cpu" -> End.CPU;
            case "wall" -> End.WALL;
            case "memory" -> End.MEMORY;
            case "output" -> End.OUTPUT;
            case "killed" -> End.KILLED;
            default -> throw new ProtocolException("a run ended by something unknown");
        };
    }
}
