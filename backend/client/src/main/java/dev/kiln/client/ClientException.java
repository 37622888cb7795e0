package dev.kiln.client;

import org.jspecify.annotations.Nullable;

/** A call that gave no answer that the caller asked for. */
public abstract sealed class ClientException extends RuntimeException
        permits ApiException, UnreachableException, CallInterruptedException {
    private static final long serialVersionUID = 1L;

    ClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
