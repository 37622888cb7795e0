package dev.kiln.worker;

import java.io.Serial;
import org.springframework.boot.ExitCodeGenerator;

/** The worker does not start, because something that it needs is not there or does not hold. No defect of Kiln. */
public final class WorkerRefused extends RuntimeException implements ExitCodeGenerator {
    /** {@code EX_CONFIG} of sysexits(3): starting again will not help. */
    public static final int EXIT_CODE = 78;

    @Serial
    private static final long serialVersionUID = 1;

    private final String remedy;

    WorkerRefused(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What an operator can do. */
    public String remedy() {
        return remedy;
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
