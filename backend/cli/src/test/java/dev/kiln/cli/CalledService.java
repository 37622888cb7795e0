package dev.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers a command of {@code kiln} as it was told, and keeps what it was asked. For one thread. */
final class CalledService implements AutoCloseable {
    private final List<Asked> asked = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final HttpServer server;
    private final String flag;
    private final String base;

    /**
     * @param flag that names its address
     * @param base what all its addresses begin with
     */
    CalledService(String flag, String base) throws IOException {
        this.flag = flag;
        this.base = base;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers the next call that is not answered yet. */
    void willAnswer(int status, String body) {
        answers.add(new Answer(status, body));
    }

    List<Asked> asked() {
        return asked;
    }

    /** Runs a command that calls it. */
    Said kiln(Path data, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments.length > 1) {
            all.addAll(List.of(flag, "http://127.0.0.1:" + server.getAddress().getPort()));
            all.addAll(List.of("--data", data.toString()));
        }
        int exitCode = KilnCommand.run(all.toArray(String[]::new));
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Answers nothing more. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        System.setOut(outBefore);
        System.setErr(errBefore);
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestURI().toString();
        assertThat(target).startsWith(base);
        asked.add(new Asked(
                exchange.getRequestMethod() + " " + target.substring(base.length()),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body.length == 0 ? json("null") : json(new String(body, StandardCharsets.UTF_8))));
        Answer answer = answers.remove();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** What it was asked: method and address below its base, the header, the body. */
    record Asked(String line, String authorization, JsonNode body) {}

    /** What a command said. */
    record Said(int exitCode, String out, String err) {}

    private record Answer(int status, String body) {}
}
