package dev.kiln.api.execution;

import dev.kiln.api.body.Body;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header by which a caller makes a call happen once (draft-ietf-httpapi-idempotency-key-header). */
public final class IdempotencyHeader {
    static final String NAME = "Idempotency-Key";

    private IdempotencyHeader() {}

    /**
     * The key of a request, or null if it has none. Requests are the same if their bodies are, byte for byte.
     *
     * @throws KilnException {@code invalid_request} if the header is there twice or is no key
     */
    static @Nullable IdempotencyKey of(HttpServletRequest request, Body body) {
        return given(request)
                .map(key -> new IdempotencyKey(key, digest(body.array(), body.length())))
                .orElse(null);
    }

    /**
     * A token that stands for the key of a request: the same key gives the same 64 characters; empty if it has none.
     *
     * @throws KilnException {@code invalid_request} if the header is there twice or is no key
     */
    public static Optional<String> token(HttpServletRequest request) {
        return given(request)
                .map(key -> key.getBytes(StandardCharsets.US_ASCII))
                .map(key -> digest(key, key.length));
    }

    private static Optional<String> given(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(NAME));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1 || !IdempotencyKey.isValid(given.getFirst())) {
            throw KilnException.ofField(
                    ErrorCode.INVALID_REQUEST, NAME, "Give one key of 1 to 255 visible ASCII characters.");
        }
        return Optional.of(given.getFirst());
    }

    private static String digest(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
