package dev.kiln.language;

import java.io.Serial;

/** A language file was refused; the message names the file, the position, the key and what to write instead. */
public final class LanguageFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    LanguageFileException(String message) {
        super(message);
    }

    LanguageFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
