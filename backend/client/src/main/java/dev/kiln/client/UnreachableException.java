package dev.kiln.client;

/** The server could not be reached, or did not answer in time. A submit may have been accepted all the same. */
public final class UnreachableException extends ClientException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
