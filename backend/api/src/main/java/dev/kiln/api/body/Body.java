package dev.kiln.api.body;

/** A body that was read. Its bytes count against the process's budget until it is closed. */
public final class Body implements AutoCloseable {
    private final BodyBudget budget;
    private byte[] bytes;
    private int length;

    Body(BodyBudget budget, int expected) {
        this.budget = budget;
        this.bytes = new byte[expected];
    }

    /** The array that holds the bytes, from 0 to {@link #length}; not a copy. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Takes the first bytes of a chunk; throws what the budget throws. */
    void add(byte[] chunk, int count) {
        budget.take(count);
        if (length + count > bytes.length) {
            byte[] larger = new byte[Math.max(length + count, 2 * bytes.length)];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
        System.arraycopy(chunk, 0, bytes, length, count);
        length += count;
    }

    @Override
    public void close() {
        budget.give(length);
        length = 0;
        bytes = new byte[0];
    }
}
