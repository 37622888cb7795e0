package dev.kiln.control.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bounds how fast passwords can be guessed: for each name, so that many addresses do not help, and for each address, so
 * that many names do not help. A right password costs nothing. Only failures that are minutes old at most are
 * remembered, at most {@value #MAX_ENTRIES} names and as many addresses. Safe for many threads.
 */
final class SignInThrottle {
    /** Wrong passwords in a row for one name, and how long until one more is allowed. */
    static final int NAME_BURST = 10;

    static final Duration NAME_PAUSE = Duration.ofSeconds(12);

    /** The same for one address, behind which there may be an office. */
    static final int ADDRESS_BURST = 30;

    static final Duration ADDRESS_PAUSE = Duration.ofSeconds(2);

    private static final int MAX_ENTRIES = 10_000;

    private final Table names = new Table(NAME_BURST, NAME_PAUSE);
    private final Table addresses = new Table(ADDRESS_BURST, ADDRESS_PAUSE);
    private final Clock clock;

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks to compare a password. Counts as a failure until {@link #succeeded} is called, so that attempts at the same
     * time cannot pass together.
     *
     * @return whether it may be compared now
     */
    boolean mayTry(String name, String address) {
        Instant now = clock.instant();
        String network = network(address);
        if (!addresses.take(network, now)) {
            return false;
        }
        if (!names.take(name, now)) {
            addresses.giveBack(network);
            return false;
        }
        return true;
    }

    /** Asks to try a link, which has no name. */
    boolean mayTry(String address) {
        return addresses.take(network(address), clock.instant());
    }

    /** The password was right: the attempt does not count, nor do earlier ones of that name. */
    void succeeded(String name, String address) {
        names.forget(name);
        addresses.giveBack(network(address));
    }

    /** Somebody with IPv6 has a whole /64 to choose addresses from. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    /** One row a key: the time at which all its failures will be forgiven. */
    private static final class Table {
        private final int burst;
        private final Duration pause;
        private final Cache<String, Instant> forgiven;

        Table(int burst, Duration pause) {
            this.burst = burst;
            this.pause = pause;
            this.forgiven = Caffeine.newBuilder()
                    .maximumSize(MAX_ENTRIES)
                    .expireAfterWrite(pause.multipliedBy(burst))
                    .build();
        }

        boolean take(String key, Instant now) {
            boolean[] taken = new boolean[1];
            forgiven.asMap().compute(key, (_, until) -> {
                Instant from = until == null || until.isBefore(now) ? now : until;
                Instant next = from.plus(pause);
                taken[0] = !next.isAfter(now.plus(pause.multipliedBy(burst)));
                return taken[0] ? next : from;
            });
            return taken[0];
        }

        void giveBack(String key) {
            forgiven.asMap().computeIfPresent(key, (_, until) -> until.minus(pause));
        }

        void forget(String key) {
            forgiven.invalidate(key);
        }
    }
}
