package dev.kiln.e2e.drills;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/**
 * How long it takes from the end of a fault until each attempt that ran then has gone on: it ended, or was given to
 * another worker. Measured by this process' clock.
 */
final class Recovery {
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Recovery() {}

    /**
     * Waits for it.
     *
     * @param patience after which it is given up
     * @return how long it took; more than the patience if it did not come
     */
    static Duration await(StoredQueue queue, Set<String> tenants, Duration patience) throws InterruptedException {
        long begin = System.nanoTime();
        awaitStore(queue);
        Map<String, String> caught = queue.running(tenants);
        while (queue.isAnyStill(caught) && since(begin).compareTo(patience) <= 0) {
            Thread.sleep(PAUSE);
        }
        return since(begin);
    }

    /** This process' own connection may need a moment to come back. */
    static void awaitStore(StoredQueue queue) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            try {
                queue.nowMillis();
                return;
            } catch (DataAccessException away) {
                if (since(begin).compareTo(STORE_PATIENCE) > 0) {
                    throw away;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
