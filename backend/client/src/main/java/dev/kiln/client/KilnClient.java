package dev.kiln.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls the execution API of a Kiln. Safe for many threads; one instance is enough for a process.
 *
 * <p>Each call blocks its thread, which may be virtual, and throws {@link ApiException} if the server refuses or fails,
 * {@link UnreachableException} if it does not answer, and {@link CallInterruptedException} if the thread is interrupted;
 * a call given up so is closed towards the server too. Nothing is repeated by itself.
 */
public final class KilnClient implements AutoCloseable {
    /** The longest time that the server waits within one call. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Transport transport;
    private final @Nullable String tenant;

    private KilnClient(Transport transport, @Nullable String tenant) {
        this.transport = transport;
        this.tenant = tenant;
    }

    /**
     * Begins a client.
     *
     * @param address where the execution API is, for example {@code http://127.0.0.1:8081}
     * @param apiKey sent as bearer token
     */
    public static Builder builder(URI address, String apiKey) {
        return new Builder(address, apiKey);
    }

    /**
     * The same client speaking for a tenant; the key needs the scope {@code act-as}. The view shares this client's
     * connections and need not be closed.
     */
    public KilnClient actAs(String tenantId) {
        return new KilnClient(transport, tenantId);
    }

    /** Hands in a program and returns as soon as it is accepted. */
    public Execution submit(ExecutionRequest request) {
        return post(request, Duration.ZERO);
    }

    /**
     * Hands in a program and waits for its end.
     *
     * @param wait at most 60 seconds
     * @return the execution as it stands when it is final or the time is over
     * @throws IllegalArgumentException if the wait is longer than 60 seconds or negative
     */
    public Execution submitAndWait(ExecutionRequest request, Duration wait) {
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("wait: 0 to 60 seconds");
        }
        return post(request, wait);
    }

    /** The execution as it stands. */
    public Execution get(String id) {
        return get(id, Duration.ZERO);
    }

    /**
     * Waits until an execution is final, with as many calls as the time needs.
     *
     * @return the execution as it stands when it is final or the time is over
     */
    public Execution await(String id, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Execution execution;
        do {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            execution = get(id, left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left);
        } while (!execution.state().isFinal() && deadline - System.nanoTime() > 0);
        return execution;
    }

    /**
     * Ends a waiting execution at once, or asks for the end of a running one, which {@link #await} then tells.
     *
     * @return the execution as it stands
     * @throws ApiException with the code {@code already_final} if it was final before
     */
    public Execution cancel(String id) {
        return AnswerReader.execution(transport.call("DELETE", pathOf(id), tenant, null, Duration.ZERO));
    }

    /** All languages that the server knows, ordered by id. */
    public List<Language> languages() {
        return AnswerReader.languages(transport.call("GET", "/v1/languages", tenant, null, Duration.ZERO));
    }

    /** Closes all connections; calls that are under way end with {@link UnreachableException}. */
    @Override
    public void close() {
        transport.close();
    }

    private Execution post(ExecutionRequest request, Duration wait) {
        byte[] body = RequestWriter.write(request);
        JsonNode answer = transport.call("POST", "/v1/executions" + queryOf(wait), tenant, body, wait);
        return AnswerReader.execution(answer);
    }

    private Execution get(String id, Duration wait) {
        return AnswerReader.execution(transport.call("GET", pathOf(id) + queryOf(wait), tenant, null, wait));
    }

    private static String pathOf(String id) {
        return "/v1/executions/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String queryOf(Duration wait) {
        long millis = wait.toMillis();
        return millis == 0 ? "" : "?wait=%d.%03d".formatted(millis / 1000, millis % 1000);
    }

    /** Collects how a client calls. Not safe for many threads. */
    public static final class Builder {
        private final URI address;
        private final String apiKey;
        private @Nullable String tenant;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration answerTimeout = Duration.ofSeconds(30);

        private Builder(URI address, String apiKey) {
            if (address.getHost() == null
                    || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                throw new IllegalArgumentException("address: http://HOST:PORT or https://HOST, not " + address);
            }
            this.address = address;
            this.apiKey = apiKey;
        }

        /** Speaks for a tenant in every call, as {@link KilnClient#actAs} does. */
        public Builder actAs(String tenantId) {
            this.tenant = tenantId;
            return this;
        }

        /** How long to try to connect; 5 s if not set. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = timeout;
            return this;
        }

        /** How long an answer may take, beyond the time that the server was asked to wait; 30 s if not set. */
        public Builder answerTimeout(Duration timeout) {
            this.answerTimeout = timeout;
            return this;
        }

        public KilnClient build() {
            return new KilnClient(new Transport(address, apiKey, connectTimeout, answerTimeout), tenant);
        }
    }
}
