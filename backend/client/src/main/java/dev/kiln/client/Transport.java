package dev.kiln.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One HTTP exchange: the request out, the JSON back or the exception that tells what happened. */
final class Transport implements AutoCloseable {
    /** Control characters take six bytes each in JSON: both streams of both phases at their most stay below. */
    private static final long LARGEST_ANSWER_BYTES = 256L * 1024 * 1024;

    private final HttpClient http;
    private final String address;
    private final String authorization;
    private final Duration answerTimeout;

    Transport(URI address, String apiKey, Duration connectTimeout, Duration answerTimeout) {
        this.address = address.toString().replaceAll("/+$", "");
        this.authorization = "Bearer " + apiKey;
        this.answerTimeout = answerTimeout;
        // HTTP/1.1: over plain HTTP the JDK would ask for an upgrade with every first request, body and all.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * @param wait how long the server was asked to wait before it answers
     * @throws ClientException if the answer is not a success in JSON
     */
    JsonNode call(String method, String path, @Nullable String tenant, byte @Nullable [] body, Duration wait) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json, application/problem+json");
        if (tenant != null) {
            request.header("Kiln-Act-As", tenant);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(body));
        }
        HttpResponse<byte[]> answer = exchange(request.build(), wait.plus(answerTimeout));
        if (answer.statusCode() / 100 != 2) {
            throw AnswerReader.problem(answer);
        }
        return AnswerReader.json(answer);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER_BYTES));
        try {
            // Unlike HttpRequest's own timeout, which ends with the headers, this one counts the body too.
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(interrupted);
        } catch (TimeoutException late) {
            exchange.cancel(true);
            throw new UnreachableException(address + " did not answer within " + timeout.toMillis() + " ms.", late);
        } catch (ExecutionException failed) {
            throw unreachable(failed.getCause() instanceof IOException cause ? cause : failed);
        }
    }

    private UnreachableException unreachable(Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new UnreachableException("Cannot reach " + address + ": " + reason, cause);
    }
}
