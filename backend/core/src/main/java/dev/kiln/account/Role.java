package dev.kiln.account;

import java.util.Locale;

/** What a user may do besides writing and running programs of their own. */
public enum Role {
    /** Writes and runs programs; every account has it. */
    USER,
    /** Keeps Kiln running: queues, dead letters, workers. */
    OPERATOR,
    /** Reads audit and history, changes nothing. */
    AUDITOR,
    /** Everything, accounts and settings included. */
    ADMIN;

    /** The name as it is stored and shown, for example {@code operator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such role */
    public static Role ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
