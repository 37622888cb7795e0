package dev.kiln.redis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How objects are swept.
 *
 * @param grace how long an object is left alone to which nothing refers, 1 min to 7 days: at least twice as long as the
 *     longest submit, of which it refuses those that take more than half of it; {@code KILN_OBJECTS_GRACE}
 */
@ConfigurationProperties("kiln.objects")
public record ObjectProperties(@DefaultValue("1h") Duration grace) {
    public ObjectProperties {
        if (grace.toMinutes() < 1 || grace.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("kiln.objects.grace (KILN_OBJECTS_GRACE): 1m to 7d");
        }
    }
}
