package dev.kiln.account;

import java.util.UUID;

/** Names one user for good: the name that they sign in with may change, this does not. */
public record UserId(UUID value) {
    public static UserId create() {
        return new UserId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
