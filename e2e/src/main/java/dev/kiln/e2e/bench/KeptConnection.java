package dev.kiln.e2e.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept and used for one request after the other, so light that it takes little of the
 * machine from what is measured. It understands what Kiln's API answers: a length is told, or there is no body.
 *
 * <p>The JDK's client is not used for load: up to JDK 25 it may fail a request on a kept connection with "Data received
 * while in pool" (JDK-8357639), which is seen within seconds at 64 connections.
 */
final class KeptConnection implements AutoCloseable {
    private static final int NO_CONTENT = 204;

    private final Socket socket;
    private final InputStream input;
    private final byte[] line = new byte[8 * 1024];

    KeptConnection(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        input = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /** The bytes of a POST of JSON, to be sent any number of times. */
    static byte[] post(URI address, String key, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nAuthorization: Bearer " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                + content.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[headBytes.length + content.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(content, 0, request, headBytes.length, content.length);
        return request;
    }

    /** Sends a request and reads its answer to the end; answers the status. */
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(readLine().substring(9, 12));
        long length = status == NO_CONTENT ? 0 : -1;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer with status " + status + " does not tell its length");
        }
        input.skipNBytes(length);
        return status;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readLine() throws IOException {
        int count = 0;
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the API closed a connection in the middle of an answer");
            }
            line[count++] = (byte) next;
        }
        return new String(line, 0, Math.max(0, count - 1), StandardCharsets.ISO_8859_1);
    }
}
