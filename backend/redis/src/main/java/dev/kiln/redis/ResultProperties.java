package dev.kiln.redis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How results are kept.
 *
 * @param ttl how long a final execution stays readable, 1 s to 30 days; {@code KILN_RESULT_TTL}
 */
@ConfigurationProperties("kiln.result")
public record ResultProperties(@DefaultValue("24h") Duration ttl) {
    public ResultProperties {
        if (ttl.toMillis() < 1_000 || ttl.toDays() > 30) {
            throw new IllegalArgumentException("kiln.result.ttl: 1s to 30d");
        }
    }
}
