package dev.kiln.worker.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers {@code GET /livez} and {@code GET /readyz} on the loopback: 200, or 503 with what stands against it, for example
 * {@code {"status":"unready","obstacles":["no box can be made"]}}.
 */
public final class HealthServer implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Readiness readiness;

    /**
     * Begins to answer.
     *
     * @param port 1 to 65,535, or 0 for any that is free
     * @throws IOException if the port is taken
     */
    public HealthServer(int port, Readiness readiness) throws IOException {
        this.readiness = readiness;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.createContext("/livez", exchange -> answer(exchange, "/livez", List.of()));
        server.createContext("/readyz", exchange -> answer(exchange, "/readyz", this.readiness.obstacles()));
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String path, List<String> obstacles) throws IOException {
        try (exchange) {
            // A context answers for every path that begins like it.
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                ObjectNode body = JsonMapper.shared().createObjectNode();
                body.put("status", obstacles.isEmpty() ? "ok" : "unready");
                obstacles.forEach(body.putArray("obstacles")::add);
                byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(obstacles.isEmpty() ? 200 : 503, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
