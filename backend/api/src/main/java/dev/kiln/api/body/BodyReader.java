package dev.kiln.api.body;

import dev.kiln.api.ApiProperties;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Reads bodies, and refuses one while it is read: too large, too slow, or too many of them. Safe for many threads. */
@Component
public final class BodyReader {
    private static final int FEWEST_BYTES = 512;
    private static final int CHUNK_BYTES = 8 * 1024;

    private final BodyBudget budget;
    private final int maximumBytes;
    private final Duration time;

    BodyReader(BodyBudget budget, ApiProperties properties) {
        this.budget = budget;
        this.maximumBytes = (int) properties.api().body().maximum().toBytes();
        this.time = properties.api().body().time();
    }

    /**
     * Reads the whole body.
     *
     * @return the body, to be closed as soon as it is worked on no more
     * @throws KilnException {@code too_large}, {@code too_slow}, {@code overloaded}; {@code unsupported} if the body is
     *     compressed; {@code invalid_request} if it ends before its announced end
     */
    public Body read(HttpServletRequest request) {
        refuseCompressed(request);
        if (request.getContentLengthLong() > maximumBytes) {
            throw tooLarge();
        }
        var body = new Body(budget, firstBytes(request));
        try {
            fill(body, request);
            return body;
        } catch (SocketTimeoutException slow) {
            body.close();
            throw tooSlow();
        } catch (IOException broken) {
            body.close();
            throw new KilnException(ErrorCode.INVALID_REQUEST, "The body ended early or is framed wrongly.", broken);
        } catch (RuntimeException refused) {
            body.close();
            throw refused;
        }
    }

    private void fill(Body body, HttpServletRequest request) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        InputStream input = request.getInputStream();
        while (body.readFrom(input) >= 0) {
            if (body.length() > maximumBytes) {
                throw tooLarge();
            }
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
        }
    }

    /** One byte more than was announced, so that the end is met without growing; a lie costs the sender only. */
    private static int firstBytes(HttpServletRequest request) {
        return Math.clamp(request.getContentLengthLong() + 1, FEWEST_BYTES, CHUNK_BYTES);
    }

    private static void refuseCompressed(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw KilnException.ofField(
                    ErrorCode.UNSUPPORTED, HttpHeaders.CONTENT_ENCODING, "Send the body uncompressed.");
        }
    }

    private KilnException tooLarge() {
        return new KilnException(
                ErrorCode.TOO_LARGE, "The body is larger than " + maximumBytes + " bytes; send less at a time.");
    }

    private KilnException tooSlow() {
        return new KilnException(
                ErrorCode.TOO_SLOW, "The body did not arrive within " + time.toSeconds() + " seconds.");
    }
}
