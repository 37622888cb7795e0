package dev.kiln.client;

/** The calling thread was interrupted during a call. Its interrupt flag is set again, the call was given up. */
public final class CallInterruptedException extends ClientException {
    private static final long serialVersionUID = 1L;

    CallInterruptedException(InterruptedException cause) {
        super("The call was interrupted.", cause);
    }
}
