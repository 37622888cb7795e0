package dev.kiln.worker.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a program writes. */
final class CollectedOutput implements OutputListener {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public synchronized void onOutput(Stream stream, byte[] bytes) {
        (stream == Stream.STDOUT ? stdout : stderr).writeBytes(bytes);
    }

    synchronized String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    synchronized String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    synchronized int size() {
        return stdout.size() + stderr.size();
    }
}
