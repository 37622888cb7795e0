package dev.kiln.cli.process;

import java.time.Duration;
import java.util.Set;

/**
 * A program that is to run all the time. Immutable.
 *
 * @param name the name by which people know it
 * @param starts how it is started
 * @param readiness when it is of use
 * @param after the services that must be ready before its first start
 * @param grace how long it may take to end when asked
 */
public record Service(String name, Starts starts, Readiness readiness, Set<String> after, Duration grace) {
    public Service {
        after = Set.copyOf(after);
    }

    /** How a service is started, which may differ from one start to the next. */
    @FunctionalInterface
    public interface Starts {
        /**
         * Makes everything ready for a start.
         *
         * @param number counts the starts, from 1
         */
        Launch prepare(int number);
    }
}
