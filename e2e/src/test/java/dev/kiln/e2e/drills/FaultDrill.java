package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.Checkout;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every drill at its small size: what {@code ./kiln drill all} plays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultDrill {
    private final Grounds grounds = new Grounds(DrillSize.SMALL);

    @AfterAll
    void clearAway() {
        grounds.close();
    }

    static List<Drill> drills() {
        return Drills.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drills")
    void whatWasAcceptedIsDoneOnceThrough(Drill drill) throws IOException, InterruptedException {
        DrillReport report = play(drill);

        assertThat(report.findings()).as(report.text()).isEmpty();
    }

    /** Proves that the loss of power takes something, and that the count misses it. */
    @Test
    void aLossOfPowerTakesAcceptedWorkFromARedisThatSyncsEverySecond() throws IOException, InterruptedException {
        DrillReport report = play(PowerLost.syncedEverySecond());

        assertThat(report.findings())
                .as(report.text())
                .extracting(Finding::rule)
                .contains(Rule.FINAL, Rule.STORED);
    }

    private DrillReport play(Drill drill) throws IOException, InterruptedException {
        DrillReport report = grounds.play(drill, System.nanoTime());
        System.out.println(report.text());
        report.write(Checkout.here().root().resolve("target/drills"));
        return report;
    }
}
