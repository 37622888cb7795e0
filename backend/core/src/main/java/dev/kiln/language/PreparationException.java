package dev.kiln.language;

import java.io.Serial;

/** A toolchain could not be prepared; the message names language, command and what it said. */
public final class PreparationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    PreparationException(String message) {
        super(message);
    }

    PreparationException(String message, Throwable cause) {
        super(message, cause);
    }
}
