package dev.kiln.client;

import java.util.Locale;

/** Where an execution is. */
public enum State {
    /** Accepted, and waiting for a worker. */
    QUEUED,
    /** A worker runs it. */
    RUNNING,
    /** An attempt failed through no fault of the program's; the next one will follow. */
    RETRYING,
    /** There is a result. */
    FINISHED,
    /** The caller ended it. */
    CANCELED,
    /** Attempts failed too often, through no fault of the program's. */
    DEAD,
    /** A state that this version of the client does not know. */
    UNKNOWN;

    /** Whether it will change no more, unless an operator replays a dead one. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, RUNNING, RETRYING, UNKNOWN -> false;
            case FINISHED, CANCELED, DEAD -> true;
        };
    }

    static State ofWord(String word) {
        for (State state : values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
