package dev.kiln.account;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.charset.StandardCharsets;

/** A password in the clear, on its way to be hashed or compared. Never logged, never stored. */
public final class Password {
    /** Characters that a chosen password has at least. */
    public static final int MIN_CHARACTERS = 10;
    /** Bytes of UTF-8 that a password has at most: bcrypt reads no further. */
    public static final int MAX_BYTES = 72;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** What somebody typed to prove who they are. No rule is applied: one that breaks the rules is simply wrong. */
    public static Password presented(String text) {
        return new Password(text);
    }

    /**
     * One that somebody wants to have from now on.
     *
     * @throws KilnException {@code invalid_request} of the field {@code password}, if it is shorter than
     *     {@value #MIN_CHARACTERS} characters or longer than {@value #MAX_BYTES} bytes
     */
    public static Password chosen(String text) {
        if (!fits(text)) {
            throw refused("A password has at most " + MAX_BYTES + " bytes.");
        }
        if (text.codePointCount(0, text.length()) < MIN_CHARACTERS || text.isBlank()) {
            throw refused("A password has at least " + MIN_CHARACTERS + " characters.");
        }
        return new Password(text);
    }

    /** Whether any stored password could be this one: longer ones are never stored. */
    public boolean fits() {
        return fits(text);
    }

    /** The password itself, for the hash function only. */
    public String reveal() {
        return text;
    }

    private static boolean fits(String text) {
        return text.length() <= MAX_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static KilnException refused(String message) {
        return KilnException.ofField(ErrorCode.INVALID_REQUEST, "password", message);
    }

    @Override
    public String toString() {
        return "password …";
    }
}
