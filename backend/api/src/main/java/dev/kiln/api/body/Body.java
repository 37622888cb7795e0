package dev.kiln.api.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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

    /**
     * Reads what is there of the stream, at most as much as there is room for; throws what the budget and the stream throw.
     *
     * @return how many bytes came, -1 at the end
     */
    int readFrom(InputStream input) throws IOException {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int count = input.read(bytes, length, bytes.length - length);
        if (count > 0) {
            budget.take(count);
            length += count;
        }
        return count;
    }

    @Override
    public void close() {
        budget.give(length);
        length = 0;
        bytes = new byte[0];
    }
}
