package dev.kiln.redis.queue;

import dev.kiln.object.ObjectCursor;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectPage;
import dev.kiln.object.ObjectStore;
import dev.kiln.object.ObjectSweep;
import dev.kiln.object.ObjectSweepReport;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The sweep of objects by what Redis refers to. A step removes at most 500 objects, and one in ten seconds, whoever makes
 * it, looks through a page of at most 1,000. Time is the partition's, never that of a store of objects. Safe for many
 * threads and instances: two that do the same do it twice, to the same end.
 */
public final class RedisObjectSweep implements ObjectSweep {
    private static final int MOST_REMOVED = 500;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int PARTITION = KeySpace.PARTITION;

    private final Script<List<?>> trash;
    private final Script<Long> orphans;
    private final QueueScripts scripts;
    private final ObjectStore objects;
    private final String graceMillis;

    /** @param grace how long an object must have been seen without a reference before it is removed */
    public RedisObjectSweep(StringRedisTemplate redis, QueuePolicy policy, ObjectStore objects, Duration grace) {
        this(new QueueScripts(redis, policy), objects, grace);
    }

    RedisObjectSweep(QueueScripts scripts, ObjectStore objects, Duration grace) {
        this.scripts = scripts;
        this.trash = scripts.list("trash");
        this.orphans = scripts.number("orphans");
        this.objects = objects;
        this.graceMillis = Long.toString(grace.toMillis());
    }

    @Override
    public ObjectSweepReport sweep() {
        int removed = remove();
        if (!isOurTurn()) {
            return new ObjectSweepReport(removed, 0);
        }
        String cursor = cursor();
        ObjectPage page = page(cursor.isEmpty() ? Optional.empty() : Optional.of(new ObjectCursor(cursor)));
        int found = note(page.keys());
        keepCursor(page.next().map(ObjectCursor::value).orElse(""));
        return new ObjectSweepReport(removed, found);
    }

    @Override
    public ObjectSweepReport sweepAll() {
        int found = 0;
        Optional<ObjectCursor> after = Optional.empty();
        do {
            ObjectPage page = page(after);
            found += note(page.keys());
            after = page.next();
        } while (after.isPresent());
        int removed = 0;
        for (int some = remove(); some > 0; some = remove()) {
            removed += some;
        }
        return new ObjectSweepReport(removed, found);
    }

    /** An object goes before its note: who dies in between leaves a note of nothing. */
    private int remove() {
        List<?> due = scripts.run(trash, KeySpace.of(PARTITION), Integer.toString(MOST_REMOVED));
        var gone = new ArrayList<String>();
        try {
            for (Object key : due) {
                objects.delete(new ObjectKey(String.valueOf(key)));
                gone.add(String.valueOf(key));
            }
        } finally {
            forget(gone);
        }
        return gone.size();
    }

    private void forget(List<String> keys) {
        if (!keys.isEmpty()) {
            asked(() -> scripts.redis().opsForZSet().remove(KeySpace.trash(PARTITION), keys.toArray()));
        }
    }

    private ObjectPage page(Optional<ObjectCursor> after) {
        return objects.list(LargeTexts.prefixOf(PARTITION), after, ObjectStore.MOST_LISTED);
    }

    private int note(List<ObjectKey> keys) {
        if (keys.isEmpty()) {
            return 0;
        }
        var arguments = new ArrayList<String>(1 + keys.size());
        arguments.add(graceMillis);
        keys.forEach(key -> arguments.add(key.value()));
        return scripts.run(orphans, KeySpace.of(PARTITION), arguments).intValue();
    }

    private boolean isOurTurn() {
        return asked(() -> Boolean.TRUE.equals(
                scripts.redis().opsForValue().setIfAbsent(KeySpace.listingTurn(PARTITION), "taken", TURN)));
    }

    private String cursor() {
        return asked(() -> Optional.ofNullable(scripts.redis().opsForValue().get(KeySpace.listing(PARTITION)))
                .orElse(""));
    }

    private void keepCursor(String cursor) {
        asked(() -> {
            if (cursor.isEmpty()) {
                return scripts.redis().delete(KeySpace.listing(PARTITION));
            }
            scripts.redis().opsForValue().set(KeySpace.listing(PARTITION), cursor);
            return true;
        });
    }

    private static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }
}
