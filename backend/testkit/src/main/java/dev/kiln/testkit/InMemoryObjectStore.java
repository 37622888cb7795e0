package dev.kiln.testkit;

import dev.kiln.object.ObjectCursor;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectPage;
import dev.kiln.object.ObjectStore;
import dev.kiln.object.PutAnswer;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The model of the store of objects. It can be made to be away, or full. Safe for many threads. */
public final class InMemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<ObjectKey, byte[]> objects = new ConcurrentSkipListMap<>();
    private volatile boolean away;
    private volatile boolean full;
    private volatile Runnable beforePut = () -> {};
    private volatile Runnable afterPut = () -> {};

    /** Lets every call fail as that of a store which does not answer, or answer again. */
    public void away(boolean now) {
        away = now;
    }

    /** Lets every put fail as that of a store which has no room, or succeed again. */
    public void full(boolean now) {
        full = now;
    }

    /** Says what else happens just before an object is written. */
    public void beforePut(Runnable action) {
        beforePut = action;
    }

    /** Says what else happens just after an object was written. */
    public void afterPut(Runnable action) {
        afterPut = action;
    }

    /** Puts other bytes in an object's place, as no call of the port can. */
    public void alter(ObjectKey key, byte[] content) {
        objects.put(key, content.clone());
    }

    /** How many objects there are. */
    public int size() {
        return objects.size();
    }

    /** The keys of all objects, in order. */
    public Iterable<ObjectKey> keys() {
        return objects.navigableKeySet();
    }

    @Override
    public PutAnswer put(ObjectKey key, byte[] content) {
        refuseWhileAway();
        if (content.length < 1 || content.length > MOST_BYTES) {
            throw new IllegalArgumentException("content: 1 to " + MOST_BYTES + " bytes");
        }
        if (full) {
            throw new KilnException(ErrorCode.STORE_FULL, "The store of objects has no room for it.");
        }
        beforePut.run();
        byte[] before = objects.putIfAbsent(key, content.clone());
        afterPut.run();
        return before == null ? PutAnswer.WRITTEN : PutAnswer.ALREADY_THERE;
    }

    @Override
    public Optional<byte[]> get(ObjectKey key, int mostBytes) {
        refuseWhileAway();
        byte[] content = objects.get(key);
        if (content != null && content.length > mostBytes) {
            throw new KilnException(ErrorCode.TOO_LARGE, "The object is larger than what was asked for.");
        }
        return Optional.ofNullable(content).map(byte[]::clone);
    }

    @Override
    public void delete(ObjectKey key) {
        refuseWhileAway();
        objects.remove(key);
    }

    @Override
    public ObjectPage list(String prefix, Optional<ObjectCursor> after, int most) {
        refuseWhileAway();
        if (most < 1 || most > MOST_LISTED) {
            throw new IllegalArgumentException("most: 1 to " + MOST_LISTED);
        }
        var keys = new ArrayList<ObjectKey>();
        var rest = after.map(cursor -> objects.tailMap(new ObjectKey(cursor.value()), false))
                .orElse(objects);
        for (ObjectKey key : rest.keySet()) {
            if (key.value().startsWith(prefix)) {
                if (keys.size() == most) {
                    return new ObjectPage(
                            keys, Optional.of(new ObjectCursor(keys.getLast().value())));
                }
                keys.add(key);
            }
        }
        return new ObjectPage(keys, Optional.empty());
    }

    private void refuseWhileAway() {
        if (away) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "The store of objects does not answer.");
        }
    }
}
