package dev.kiln.deadletter;

import java.util.List;
import java.util.Optional;

/**
 * Some dead letters, the last that died first.
 *
 * @param letters may be fewer than were asked for, and none, though there are more
 * @param next where to go on; empty if there are no more
 */
public record DeadLetterPage(List<DeadLetter> letters, Optional<DeadLetterCursor> next) {
    public DeadLetterPage {
        letters = List.copyOf(letters);
    }
}
