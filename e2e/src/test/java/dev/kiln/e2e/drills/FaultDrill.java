package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.Checkout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every drill at its small size: what {@code ./kiln drill all} plays. Those that share their ground are played beside those
 * that bring their own, because a drill mostly waits.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultDrill {
    private static final PowerLost PLANTED = PowerLost.syncedEverySecond();

    private final Grounds common = new Grounds(DrillSize.SMALL);
    private final Grounds own = new Grounds(DrillSize.SMALL);
    private final ExecutorService commonOnes = Executors.newSingleThreadExecutor();
    private final ExecutorService ownOnes = Executors.newSingleThreadExecutor();
    private final Map<Drill, Future<DrillReport>> reports = new LinkedHashMap<>();

    @BeforeAll
    void begin() {
        reports.put(PLANTED, ownOnes.submit(() -> play(PLANTED, own)));
        for (Drill drill : Drills.all()) {
            Future<DrillReport> report = drill.sharesItsGround()
                    ? commonOnes.submit(() -> play(drill, common))
                    : ownOnes.submit(() -> play(drill, own));
            reports.put(drill, report);
        }
    }

    @AfterAll
    void clearAway() {
        commonOnes.close();
        ownOnes.close();
        common.close();
        own.close();
    }

    static List<Drill> drills() {
        return Drills.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drills")
    void whatWasAcceptedIsDoneOnceThrough(Drill drill) throws ExecutionException, InterruptedException {
        DrillReport report = reportOf(drill);

        assertThat(report.findings()).as(report.text()).isEmpty();
    }

    /** Proves that the loss of power takes something, and that the count misses it. */
    @Test
    void aLossOfPowerTakesAcceptedWorkFromARedisThatSyncsEverySecond() throws ExecutionException, InterruptedException {
        DrillReport report = reportOf(PLANTED);

        assertThat(report.findings())
                .as(report.text())
                .extracting(Finding::rule)
                .contains(Rule.FINAL, Rule.STORED);
    }

    private DrillReport reportOf(Drill drill) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(reports.get(drill)).get();
    }

    private static DrillReport play(Drill drill, Grounds grounds) throws Exception {
        DrillReport report = grounds.play(drill, System.nanoTime());
        System.out.println(report.text());
        if (drill != PLANTED) {
            report.write(Checkout.here().root().resolve("target/drills"));
        }
        return report;
    }
}
