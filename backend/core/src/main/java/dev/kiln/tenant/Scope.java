package dev.kiln.tenant;

import java.util.Locale;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    /** Submit and cancel executions. */
    EXECUTE,
    /** Read executions and languages. */
    READ,
    /** Change what belongs to the tenant. */
    ADMIN,
    /** Operators' calls, across tenants. */
    OPERATOR,
    /** Speak for any tenant: the control plane's. */
    ACT_AS;

    /** The name as it is written outside, for example {@code act-as}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scope of exactly that name; empty if there is none. */
    public static Optional<Scope> named(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** @throws IllegalArgumentException if there is no such scope */
    public static Scope ofWord(String word) {
        return named(word).orElseThrow(() -> new IllegalArgumentException("no such scope"));
    }
}
