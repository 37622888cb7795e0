package dev.kiln.deadletter;

import java.time.Duration;

/** What a step of a job was answered. */
public sealed interface JobStep {
    /**
     * There is more to do.
     *
     * @param after when the next step is worth making: before that the rate allows nothing
     */
    record More(Duration after) implements JobStep {}

    /**
     * Another driver has the job.
     *
     * @param after for how long it has it, if it is not heard of again
     */
    record Held(Duration after) implements JobStep {}

    /** There is nothing to do: it is paused, has ended, or is not there. */
    record Resting() implements JobStep {}
}
