package dev.kiln.control.account;

import dev.kiln.account.Accounts;
import dev.kiln.account.SignInLinks;
import dev.kiln.account.User;
import dev.kiln.account.UserName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** The link that the start prints: signs in as {@code admin}, once, within an hour. */
final class SignInLink {
    /** Whom the link signs in. */
    static final UserName ADMIN = new UserName("admin");

    private static final Duration LIFE = Duration.ofHours(1);

    private final SignInLinks links;
    private final Accounts accounts;
    private final Clock clock;
    private final String expected;

    /** @param token what the link carries; empty means that there is no link */
    SignInLink(SignInLinks links, Accounts accounts, Clock clock, String token) {
        this.links = links;
        this.accounts = accounts;
        this.clock = clock;
        this.expected = token.isEmpty() ? "" : hash(token);
    }

    /** Lets the link work from now on, unless it was known before. */
    void issue() {
        if (!expected.isEmpty()) {
            links.issue(expected, clock.instant().plus(LIFE));
        }
    }

    /** The admin, if this is the link's token and it was not used before. */
    Optional<User> redeem(String token) {
        // Hashes of equal length, compared in constant time.
        boolean right = MessageDigest.isEqual(
                hash(token).getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
        return right && links.redeem(expected) ? accounts.find(ADMIN) : Optional.empty();
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
