package dev.kiln.e2e.drills;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server of this machine on which everything takes its time, in both directions. */
final class SlowLink implements AutoCloseable {
    private final ServerSocket entrance;
    private final int target;
    private final AtomicLong held = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long mostMillis;

    private SlowLink(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** Opens a way to a port of the loopback; it is quick at first. */
    static SlowLink to(int port) {
        try {
            var link = new SlowLink(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().name("slow-link").start(link::accept);
            return link;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Holds everything for a time between nothing and this from now on. */
    void delayUpTo(Duration most) {
        mostMillis = most.toMillis();
    }

    /** How often something was held. */
    long held() {
        return held.get();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                // The entrance is closed with this link, which ends the loop.
            }
        }
    }

    /** Whom nobody answers behind the link sees its own socket closed. */
    private void connect(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            far.setTcpNoDelay(true);
            near.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(far, near));
            carry(near, far);
            back.join();
        } catch (IOException refused) {
            // Both sockets are closed by now.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Socket from, Socket to) {
        sockets.add(from);
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] some = new byte[16_384];
            for (int count = input.read(some); count >= 0; count = input.read(some)) {
                hold();
                output.write(some, 0, count);
            }
        } catch (IOException ended) {
            // One end is gone, and both sockets are closed: that is how the other learns of it.
        } finally {
            sockets.remove(from);
        }
    }

    private void hold() {
        long most = mostMillis;
        if (most > 0) {
            held.incrementAndGet();
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(most));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
