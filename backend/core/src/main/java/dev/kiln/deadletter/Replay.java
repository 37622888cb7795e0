package dev.kiln.deadletter;

import java.util.Optional;

/**
 * Replays dead letters by a filter, in bounded steps: whoever drives it decides how fast, and keeps the cursor. The walk
 * goes from the last that died to the first, so that what dies again on the way is not met again. Safe for many threads.
 */
public final class Replay {
    private final DeadLetters letters;

    public Replay(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * Replays the next few.
     *
     * @param after where the step before ended, or empty for the first
     * @param most 1 to 100
     * @param token of the whole replay: repeating a step whose answer was lost replays nothing twice
     */
    public Step next(DeadLetterFilter filter, Optional<DeadLetterCursor> after, int most, String token) {
        DeadLetterPage page = letters.find(filter, after, most);
        int replayed = 0;
        for (DeadLetter letter : page.letters()) {
            replayed += letters.replay(letter.execution(), token) == DeadLetterAnswer.DONE ? 1 : 0;
        }
        return new Step(replayed, page.next());
    }

    /**
     * What a step did.
     *
     * @param replayed how many it put back
     * @param next where to go on; empty at the end
     */
    public record Step(int replayed, Optional<DeadLetterCursor> next) {}
}
