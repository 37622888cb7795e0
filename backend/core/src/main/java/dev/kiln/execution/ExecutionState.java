package dev.kiln.execution;

import java.util.Locale;

/**
 * Where an execution is. Each state has only the methods for its legal moves, so an illegal move does not compile.
 *
 * <pre>
 * submit -> Queued -> Running -> Finished
 *             |  ^       |
 *             |  |       +-> (worker lost, box broken) -> Retrying -> Queued … -> Dead -> (replay) -> Queued
 *             +-> Canceled <-+
 * </pre>
 */
public sealed interface ExecutionState {
    /** The name as answers and stored records write it, for example {@code queued}. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing but a replay can follow. */
    default boolean isFinal() {
        return switch (this) {
            case Queued _, Running _, Retrying _ -> false;
            case Finished _, Canceled _, Dead _ -> true;
        };
    }

    /** @throws IllegalArgumentException if there is no such state */
    static ExecutionState ofWord(String word) {
        return switch (word) {
            case "queued" -> new Queued();
            case "running" -> new Running();
            case "retrying" -> new Retrying();
            case "finished" -> new Finished();
            case "canceled" -> new Canceled();
            case "dead" -> new Dead();
            default -> throw new IllegalArgumentException("no such state: " + word);
        };
    }

    /** Accepted, and waiting for a worker. */
    record Queued() implements ExecutionState {
        public Running claim() {
            return new Running();
        }

        public Canceled cancel() {
            return new Canceled();
        }
    }

    /** A worker has a lease on it. A cancel is only a request here: whatever ends the attempt makes it so. */
    record Running() implements ExecutionState {
        public Finished commit() {
            return new Finished();
        }

        public Retrying fail() {
            return new Retrying();
        }

        public Dead failForTheLastTime() {
            return new Dead();
        }

        public Queued handBack() {
            return new Queued();
        }

        public Canceled cancel() {
            return new Canceled();
        }
    }

    /** An attempt failed through our fault; the next one waits for its time. */
    record Retrying() implements ExecutionState {
        public Queued due() {
            return new Queued();
        }

        public Canceled cancel() {
            return new Canceled();
        }
    }

    /** There is a result. */
    record Finished() implements ExecutionState {}

    /** The caller did not want it any more. */
    record Canceled() implements ExecutionState {}

    /** A dead letter: infrastructure failed it too often. */
    record Dead() implements ExecutionState {
        public Queued replay() {
            return new Queued();
        }
    }
}
