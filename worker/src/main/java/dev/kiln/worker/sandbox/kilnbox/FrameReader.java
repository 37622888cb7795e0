package dev.kiln.worker.sandbox.kilnbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Takes the launcher's output apart. For one thread. */
final class FrameReader {
    private static final int HEADER_BYTES = 5;

    /** The most that a frame other than of output may have. */
    static final int FIELDS_BYTES = 64 * 1024;

    private final InputStream stream;

    FrameReader(InputStream stream) {
        this.stream = stream;
    }

    /**
     * Waits for the next frame.
     *
     * @param outputBytes the most that a frame of output may have; other frames have a fixed bound
     * @throws ProtocolException if the frame is none or over its bound; nothing of it is kept then
     * @throws EOFException if the launcher ended
     */
    Frame next(long outputBytes) throws IOException {
        byte[] header = exactly(HEADER_BYTES);
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt());
        char type = (char) (header[4] & 0xff);
        long bound = switch (type) {
            case 'O', 'E' -> outputBytes;
            case 'B', 'Z', 'X' -> FIELDS_BYTES;
            default -> throw new ProtocolException("no such frame: " + (int) type);
        };
        if (length > bound) {
            throw new ProtocolException("a frame " + type + " of " + length + " bytes, at most " + bound);
        }
        return new Frame(type, exactly((int) length));
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the launcher ended");
        }
        return bytes;
    }
}
