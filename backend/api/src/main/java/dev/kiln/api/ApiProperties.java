package dev.kiln.api;

import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the API listens and how much it takes.
 *
 * @param host the address that it listens on; {@code KILN_HOST}
 * @param languages the folder of language files; {@code KILN_LANGUAGES}
 * @param api what is public
 * @param admin what is the operators'
 * @param bench what benchmarks need
 */
@ConfigurationProperties("kiln")
public record ApiProperties(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("languages") String languages,
        @DefaultValue Api api,
        @DefaultValue Admin admin,
        @DefaultValue Bench bench) {

    public ApiProperties {
        refuseUnless(!host.isBlank(), "kiln.host", "an address to listen on");
        refuseUnless(!languages.isBlank(), "kiln.languages", "the folder of the language files");
    }

    /**
     * The public port.
     *
     * @param port 1 to 65535, or 0 for any that is free; {@code KILN_API_PORT}
     * @param connections how many may be open at once, 1 to 1,000,000; {@code KILN_API_CONNECTIONS}
     * @param body what a body may take
     */
    public record Api(
            @DefaultValue("8081") int port,
            @DefaultValue("10000") int connections,
            @DefaultValue Body body) {
        public Api {
            refuseUnless(port >= 0 && port <= 65_535, "kiln.api.port", "0 to 65535");
            refuseUnless(connections >= 1 && connections <= 1_000_000, "kiln.api.connections", "1 to 1000000");
        }
    }

    /**
     * What request bodies may take.
     *
     * @param maximum the largest body, 1 KB to 64 MB; {@code KILN_API_BODY_MAXIMUM}
     * @param budget all bodies that are worked on at once, from the maximum to 1 GB; reckon with about five times as
     *     much heap; {@code KILN_API_BODY_BUDGET}
     * @param time how long a body may take to arrive, 1 s to 10 min; {@code KILN_API_BODY_TIME}
     */
    public record Body(
            @DefaultValue("16MB") DataSize maximum,
            @DefaultValue("32MB") DataSize budget,
            @DefaultValue("30s") Duration time) {
        public Body {
            refuseUnless(
                    maximum.toBytes() >= 1_024 && maximum.toMegabytes() <= 64, "kiln.api.body.maximum", "1KB to 64MB");
            refuseUnless(
                    budget.compareTo(maximum) >= 0 && budget.toGigabytes() <= 1,
                    "kiln.api.body.budget",
                    "from kiln.api.body.maximum to 1GB");
            refuseUnless(time.toMillis() >= 1_000 && time.toMinutes() <= 10, "kiln.api.body.time", "1s to 10m");
        }
    }

    /**
     * The operators' port, always on the loopback address unless it is told otherwise.
     *
     * @param host the address that it listens on; {@code KILN_ADMIN_HOST}
     * @param port 1 to 65535, or 0 for any that is free; {@code KILN_ADMIN_PORT}
     */
    public record Admin(
            @DefaultValue("127.0.0.1") String host,
            @DefaultValue("8083") int port) {
        public Admin {
            refuseUnless(!host.isBlank(), "kiln.admin.host", "an address to listen on");
            refuseUnless(port >= 0 && port <= 65_535, "kiln.admin.port", "0 to 65535");
        }
    }

    /**
     * What benchmarks need.
     *
     * @param enabled whether there is an address that reads a body and does nothing; {@code KILN_BENCH_ENABLED}
     */
    public record Bench(@DefaultValue("false") boolean enabled) {}

    private static void refuseUnless(boolean holds, String key, String bounds) {
        if (!holds) {
            String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
            throw new IllegalArgumentException(key + " (" + variable + "): " + bounds);
        }
    }
}
