package dev.kiln.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.testkit.InMemoryExecutionQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A queue that fails in a way that nobody foresaw: its clock is broken. */
class DefectsTest {
    private static final String HELLO = "{\"language\":\"python\",\"source\":\"\"}";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ProblemResolver.class);

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    @Test
    void areAnsweredWithoutTheirTextAndLoggedOnceWithTheExecution() {
        try (var server = ApiServer.startWith(
                        new InMemoryExecutionQueue(QueuePolicy.standard(), new BrokenClock()), Map.of());
                var caller = new HttpCaller(server.address(), server.newKey())) {
            // Only now: the start of the application takes all appenders off.
            log.start();
            logger.addAppender(log);

            var answer = caller.post("/v1/executions", HELLO);

            assertThat(answer.problem()).isEqualTo("500 internal -");
            assertThat(answer.response().body()).doesNotContain("secret", "Exception", "BrokenClock");
            assertThat(log.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("the secret of the clock");
                assertThat(event.getKeyValuePairs())
                        .anySatisfy(pair -> assertThat(pair.toString()).matches("executionId=\"0-[0-9a-z]{26}\""));
            });
        }
    }

    private static final class BrokenClock extends Clock {
        @Override
        public Instant instant() {
            throw new IllegalStateException("the secret of the clock");
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
