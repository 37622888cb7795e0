package dev.kiln.redis.queue;

import dev.kiln.execution.ExecutionId;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectReference;
import dev.kiln.object.ObjectStore;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Lease;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts that are too large for Redis: each is an object, written first, and Redis refers to it. A key is never used for
 * another text: that of a submission is drawn for each write, that of a result has the fence and the token of its
 * attempt. Safe for many threads.
 */
final class LargeTexts {
    /** The largest text that Redis holds itself, bytes. */
    static final int INLINE_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LargeTexts.class);
    private static final String FOLDER = "executions/";

    /** UTF-8 writes no UTF-16 unit with more. */
    private static final int MOST_BYTES_OF_A_UNIT = 3;

    private final ObjectStore objects;
    private final int inlineBytes;

    LargeTexts(ObjectStore objects) {
        this(objects, INLINE_BYTES);
    }

    /** @param inlineBytes less in tests alone */
    LargeTexts(ObjectStore objects, int inlineBytes) {
        this.objects = objects;
        this.inlineBytes = inlineBytes;
    }

    /** What the keys of a partition begin with: an execution's id begins with its partition. */
    static String prefixOf(int partition) {
        return FOLDER + Integer.toString(partition, 36) + "-";
    }

    boolean isLarge(String text) {
        return (long) text.length() * MOST_BYTES_OF_A_UNIT > inlineBytes
                && text.getBytes(StandardCharsets.UTF_8).length > inlineBytes;
    }

    /** @throws KilnException {@code store_unavailable}, {@code store_full} */
    ObjectReference writeSubmission(ExecutionId id, String text) {
        return write(new ObjectKey(FOLDER + id + "/submission/" + UUID.randomUUID()), text);
    }

    /**
     * Again and again the same for the same attempt.
     *
     * @throws KilnException {@code store_unavailable}, {@code store_full}
     */
    ObjectReference writeResult(Lease lease, String text) {
        String attempt = lease.fence() + "-" + lease.token();
        return write(new ObjectKey(FOLDER + lease.execution() + "/result/" + attempt), text);
    }

    private ObjectReference write(ObjectKey key, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        objects.put(key, content);
        return ObjectReference.of(key, content);
    }

    /**
     * Reads what a reference stands for.
     *
     * @throws KilnException {@code content_lost}, {@code store_unavailable}
     */
    String read(String reference) {
        return new String(ObjectReference.parse(reference).read(objects), StandardCharsets.UTF_8);
    }

    /** Removes what nothing refers to, at once if that can be: otherwise the sweep will find it. */
    void discard(Optional<ObjectReference> reference) {
        try {
            reference.ifPresent(object -> objects.delete(object.key()));
        } catch (KilnException away) {
            LOG.atDebug().setCause(away).log("An object is left to the sweep");
        }
    }
}
