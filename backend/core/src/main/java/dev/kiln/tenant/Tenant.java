package dev.kiln.tenant;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom executions, keys and users belong to.
 *
 * @param name for people, 1 to 100 characters
 * @param state whether it may submit
 * @param quota of its own; null if it goes by the default one. Whether it is suspended is told by its state alone
 */
public record Tenant(
        TenantId id, String name, State state, @Nullable Quota quota, Instant createdAt) {
    /** @throws IllegalArgumentException if the name is empty, too long or not fit to be shown */
    public Tenant {
        ShownName.checked(name);
        if (quota != null) {
            quota = quota.withSuspended(false);
        }
    }

    /** A tenant that goes by the default quota. */
    public Tenant(TenantId id, String name, Instant createdAt) {
        this(id, name, State.ACTIVE, null, createdAt);
    }

    public boolean isSuspended() {
        return state == State.SUSPENDED;
    }

    public Tenant withName(String other) {
        return new Tenant(id, other, state, quota, createdAt);
    }

    public Tenant withState(State other) {
        return new Tenant(id, name, other, quota, createdAt);
    }

    /** With a quota of its own, or with none. */
    public Tenant withQuota(@Nullable Quota other) {
        return new Tenant(id, name, state, other, createdAt);
    }

    /**
     * What it may have.
     *
     * @param standard what a tenant without a quota of its own may have
     */
    public Quota effectiveQuota(Quota standard) {
        return (quota == null ? standard : quota).withSuspended(isSuspended());
    }

    /** What the queue must keep for it; empty if there is nothing that differs from the default. */
    public Optional<Quota> projectedQuota(Quota standard) {
        return quota == null && !isSuspended() ? Optional.empty() : Optional.of(effectiveQuota(standard));
    }

    /** Whether a tenant may submit. */
    public enum State {
        /** It may. */
        ACTIVE,
        /** Nothing is accepted from it and nothing that waits is begun; what has ended can be read. */
        SUSPENDED;

        /** The name as it is written outside, for example {@code suspended}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that name; empty if there is none. */
        public static Optional<State> ofWord(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }
}
