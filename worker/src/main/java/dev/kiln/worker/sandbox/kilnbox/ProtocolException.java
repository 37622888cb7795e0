package dev.kiln.worker.sandbox.kilnbox;

import java.io.IOException;
import java.io.Serial;

/** The launcher said something that the protocol does not allow. */
final class ProtocolException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
