package dev.kiln.cli.redis;

import dev.kiln.cli.process.Readiness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Ready is a Redis that has loaded its data: it answers PONG to PING, and {@code -LOADING} before.
 *
 * @param port on loopback
 * @param password that it wants
 */
record RedisReadiness(int port, String password) implements Readiness {
    private static final int TIMEOUT_MILLIS = 1000;
    private static final String READY = "+OK\r\n+PONG\r\n";

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(READY.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(READY);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "RedisReadiness[port=" + port + "]";
    }
}
