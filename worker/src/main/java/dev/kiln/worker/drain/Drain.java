package dev.kiln.worker.drain;

import dev.kiln.worker.claim.ClaimLoop;
import dev.kiln.worker.fleet.Registration;
import dev.kiln.worker.health.Readiness;
import dev.kiln.worker.lease.HeldLeases;
import dev.kiln.worker.lease.StopReason;
import dev.kiln.worker.slot.SlotPool;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a worker leaves: it claims no more, lets finish what can, and hands the rest back without counting an attempt. */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** How long killing and handing back may take. */
    private static final Duration HAND_BACK = Duration.ofSeconds(5);

    private final ClaimLoop claims;
    private final SlotPool slots;
    private final HeldLeases leases;
    private final Registration registration;
    private final Readiness readiness;
    private final Duration patience;

    /** @param patience how long executions may go on */
    public Drain(
            ClaimLoop claims,
            SlotPool slots,
            HeldLeases leases,
            Registration registration,
            Readiness readiness,
            Duration patience) {
        this.claims = claims;
        this.slots = slots;
        this.leases = leases;
        this.registration = registration;
        this.readiness = readiness;
        this.patience = patience;
    }

    /**
     * Drains.
     *
     * @return whether every attempt was settled or handed back; if not, leases were left to run out
     */
    public boolean run() throws InterruptedException {
        LOG.atInfo().addKeyValue("busy", slots.busy()).log("Draining");
        readiness.drain();
        claims.stop();
        if (slots.busy() > 0) {
            registration.drain();
        }
        boolean ended = slots.awaitEnd(patience);
        if (!ended) {
            LOG.atInfo().addKeyValue("busy", slots.busy()).log("Handing executions back");
            leases.all().forEach(lease -> lease.stop(StopReason.HAND_BACK));
            ended = slots.awaitEnd(HAND_BACK);
            slots.close();
        }
        registration.stop();
        LOG.atInfo().addKeyValue("settled", ended).log("Drained");
        return ended;
    }
}
