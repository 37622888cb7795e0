package dev.kiln.api.body;

import dev.kiln.api.ApiProperties;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * How many bytes of bodies the process holds at once. Threads are cheap and bound nothing, so memory is what is counted:
 * byte by byte as it arrives, so that nobody can take room by announcing a body and not sending it.
 */
@Component
final class BodyBudget {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    BodyBudget(ApiProperties properties) {
        this.most = properties.api().body().budget().toBytes();
    }

    /** @throws KilnException {@code overloaded} if there is no room for so many more */
    void take(int bytes) {
        if (held.addAndGet(bytes) > most) {
            give(bytes);
            throw new KilnException(
                    ErrorCode.OVERLOADED, "Too many requests are being read at this moment; try again soon.");
        }
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
