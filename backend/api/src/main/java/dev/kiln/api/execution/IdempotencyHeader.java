package dev.kiln.api.execution;

import dev.kiln.api.body.Body;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header by which a caller makes a submit happen once (draft-ietf-httpapi-idempotency-key-header). */
final class IdempotencyHeader {
    static final String NAME = "Idempotency-Key";

    private IdempotencyHeader() {}

    /**
     * The key of a request, or null if it has none. Requests are the same if their bodies are, byte for byte.
     *
     * @throws KilnException {@code invalid_request} if the header is there twice or is no key
     */
    static @Nullable IdempotencyKey of(HttpServletRequest request, Body body) {
        List<String> given = Collections.list(request.getHeaders(NAME));
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !IdempotencyKey.isValid(given.getFirst())) {
            throw KilnException.ofField(
                    ErrorCode.INVALID_REQUEST, NAME, "Give one key of 1 to 255 visible ASCII characters.");
        }
        return new IdempotencyKey(given.getFirst(), digest(body));
    }

    private static String digest(Body body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body.array(), 0, body.length());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
