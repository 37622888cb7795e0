package dev.kiln.object;

import java.util.Optional;

/**
 * Port: a store of objects, each written once and never changed. It promises no more than S3 gives, so that S3 can stand
 * behind it: no rename, no append, no folder, no lock; a put that never replaces ({@code If-None-Match: *}); and a get or
 * list that begins after a put was answered finds it.
 *
 * <p>An object is read and written as a whole, in memory: it is bounded, and what uses it has it in memory anyway. An
 * object is seen whole or not at all. Safe for many threads and processes.
 *
 * <p>Each method throws {@link dev.kiln.problem.KilnException} with {@code store_unavailable} if the store does not
 * answer, or is just being written the same key; what was asked may or may not have happened then, and repeating the
 * call is the way to know.
 */
public interface ObjectStore {
    /** The largest object, bytes. */
    int MOST_BYTES = 64 * 1024 * 1024;

    /** The most keys that a page of a listing has. */
    int MOST_LISTED = 1_000;

    /**
     * Writes an object, durably, unless there is one of this key. Of several at the same time one is written.
     *
     * @param content 1 to {@link #MOST_BYTES} bytes; not kept, and not changed
     * @throws dev.kiln.problem.KilnException also {@code store_full} if there is no room for it; nothing is left of it
     *     then
     */
    PutAnswer put(ObjectKey key, byte[] content);

    /**
     * Reads an object; empty if there is none.
     *
     * @param mostBytes at least 1
     * @throws dev.kiln.problem.KilnException also {@code too_large} if it has more bytes than that: it is not read then
     */
    Optional<byte[]> get(ObjectKey key, int mostBytes);

    /** Removes an object; nothing happens if there is none. */
    void delete(ObjectKey key);

    /**
     * Lists keys. A listing from the beginning to the end has each key that was there all the time, and may or may not
     * have those that came or went meanwhile.
     *
     * @param prefix what the keys begin with, in the characters of a key, at most 200; all if empty
     * @param after where to go on, empty to begin
     * @param most 1 to {@link #MOST_LISTED}
     */
    ObjectPage list(String prefix, Optional<ObjectCursor> after, int most);
}
