package dev.kiln.control.tenant;

import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.ApiKeys.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Writes every key that is kept in SQL to the index that the execution API reads, and takes the revoked ones out: at
 * start, and again and again, so that an index that lost something is whole within half a minute. A store that is away
 * stops nothing; it is said once, and once when it is back.
 */
final class KeyProjector implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeyProjector.class);
    private static final int PAGE = 500;
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(3);

    private final ApiKeys keys;
    private final KeyIndex index;
    private volatile boolean current;
    private @Nullable Thread thread;

    KeyProjector(ApiKeys keys, KeyIndex index) {
        this.keys = keys;
        this.index = index;
    }

    /** Whether the last round wrote everything. */
    boolean isCurrent() {
        return current;
    }

    /** Writes everything once. */
    void project() {
        Optional<KeyHash> after = Optional.empty();
        List<KeptKey> page;
        do {
            page = keys.page(after, PAGE);
            page.forEach(this::project);
            after = page.isEmpty() ? after : Optional.of(page.getLast().key().hash());
        } while (page.size() == PAGE);
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("key-projector").start(this::run);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void project(KeptKey kept) {
        if (kept.revoked()) {
            index.remove(kept.key().hash());
        } else {
            index.put(kept.key());
        }
    }

    private void run() {
        boolean told = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                project();
                current = true;
                if (told) {
                    LOG.info("keys are projected again");
                }
                told = false;
            } catch (KilnException away) {
                current = false;
                if (!told) {
                    LOG.warn("keys cannot be projected: {}; trying again", away.getMessage());
                }
                told = true;
            }
            try {
                Thread.sleep(current ? PAUSE : PAUSE_AFTER_FAILURE);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }
}
