package dev.kiln.worker.sandbox;

import java.io.Serial;

/** This machine does not give the promised box, so nothing may run on it. The message names what failed. */
public final class SandboxRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String remedy;

    /** @param remedy what an operator can do */
    public SandboxRefused(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What an operator can do. */
    public String remedy() {
        return remedy;
    }
}
