package dev.kiln.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection that sends what no client would. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    public RawConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text; that the server hung up already is no failure. */
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException hungUp) {
            return this;
        }
    }

    /** Whether an answer begins to arrive within so many milliseconds. */
    public boolean isAnsweredWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            int first = socket.getInputStream().read();
            if (first >= 0) {
                received.write(first);
            }
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the server sends until it closes, or has sent nothing more for a second. */
    public String answer() {
        try {
            socket.setSoTimeout(received.size() > 0 ? 1_000 : 20_000);
            InputStream input = socket.getInputStream();
            byte[] chunk = new byte[8_192];
            for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
                received.write(chunk, 0, count);
                socket.setSoTimeout(1_000);
            }
        } catch (SocketTimeoutException | SocketException atItsEnd) {
            return text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        return received.toString(StandardCharsets.UTF_8);
    }
}
