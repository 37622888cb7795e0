package dev.kiln.redis.queue;

import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.redis.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Which layout a partition's keys have, and the way from the one before to today's. Whoever uses a partition first brings
 * it up to date; several may do so at once. What was accepted before stays accepted: what an instance of the version
 * before was running begins again. No instance of that version may run any more. Safe for many threads.
 */
final class QueueLayout {
    /** 1 had no bounds of tenants and no mark of its own. */
    private static final int CURRENT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(QueueLayout.class);
    private static final int SCANNED_AT_ONCE = 500;
    private static final List<String> FIELDS = List.of("state", "since", "submission");

    private final StringRedisTemplate redis;
    private final QueueScripts scripts;
    private final Script<String> adopt;
    private volatile boolean current;

    QueueLayout(StringRedisTemplate redis, QueueScripts scripts) {
        this.redis = redis;
        this.scripts = scripts;
        this.adopt = scripts.word("adopt");
    }

    /**
     * Makes sure that the partition has today's layout; asks Redis once.
     *
     * @throws KilnException {@code store_unavailable} if Redis does not answer, or holds what a later version wrote
     */
    void ensure() {
        if (!current) {
            try {
                bringUpToDate(KeySpace.prefix(KeySpace.PARTITION));
            } catch (DataAccessException away) {
                throw Script.unavailable(away);
            }
        }
    }

    private synchronized void bringUpToDate(String prefix) {
        if (current) {
            return;
        }
        String found = redis.opsForValue().get(prefix + "layout");
        if (found != null && Integer.parseInt(found) > CURRENT) {
            throw new KilnException(
                    ErrorCode.STORE_UNAVAILABLE, "The queue was written by a later version of Kiln: start that one.");
        }
        if (found == null || Integer.parseInt(found) < CURRENT) {
            if (Boolean.TRUE.equals(redis.hasKey(prefix + "place"))) {
                adoptAll(prefix);
            }
            redis.opsForValue().set(prefix + "layout", Integer.toString(CURRENT));
        }
        current = true;
    }

    private void adoptAll(String prefix) {
        int adopted = 0;
        var executions = ScanOptions.scanOptions()
                .match(prefix + "exec:*")
                .count(SCANNED_AT_ONCE)
                .build();
        try (Cursor<String> keys = redis.scan(executions)) {
            while (keys.hasNext()) {
                adopted += adopt(prefix, keys.next()) ? 1 : 0;
            }
        }
        LOG.info("brought the queue up to date: {} executions of the version before go on", adopted);
    }

    private boolean adopt(String prefix, String key) {
        HashOperations<String, String, String> hashes = redis.opsForHash();
        List<? extends @Nullable String> fields = hashes.multiGet(key, FIELDS);
        String submission = fields.get(2);
        if (fields.get(1) != null || submission == null) {
            return false;
        }
        var id = new ExecutionId(key.substring(prefix.length() + "exec:".length()));
        Submission asked = SubmissionFormat.read(id, submission);
        String answer = scripts.runNow(
                adopt,
                KeySpace.of(id),
                List.of(
                        id.value(),
                        Long.toString(asked.limits().cpuMillis()),
                        Long.toString(Admissions.mostResultBytes(asked.limits()))));
        return answer.equals("adopted");
    }
}
