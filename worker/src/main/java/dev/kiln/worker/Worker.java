package dev.kiln.worker;

import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.object.ObjectSweep;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.worker.claim.Bell;
import dev.kiln.worker.claim.ClaimLoop;
import dev.kiln.worker.claim.SignalListener;
import dev.kiln.worker.drain.Drain;
import dev.kiln.worker.fleet.Registration;
import dev.kiln.worker.health.Readiness;
import dev.kiln.worker.language.WorkerLanguages;
import dev.kiln.worker.lease.Heartbeat;
import dev.kiln.worker.lease.HeldLeases;
import dev.kiln.worker.lease.StoreHealth;
import dev.kiln.worker.recovery.ObjectSweepLoop;
import dev.kiln.worker.recovery.RecoveryLoop;
import dev.kiln.worker.run.AttemptRunner;
import dev.kiln.worker.run.Settlement;
import dev.kiln.worker.sandbox.ReadyBoxes;
import dev.kiln.worker.sandbox.Sandbox;
import dev.kiln.worker.slot.SlotPool;
import java.time.Duration;

/**
 * One worker at work: everything between the queue and the boxes.
 *
 * <pre>
 * WorkSignal -> SignalListener -> Bell -> ClaimLoop -> SlotPool -> AttemptRunner -> ExecutionRunner -> Box
 *                     |                      |             ^            |
 *                     +-> Heartbeat <- HeldLeases       ReadyBoxes   Settlement -> commit, fail, hand back
 * </pre>
 */
public final class Worker {
    /** One for what runs next, and one for what comes while that is still in the making. */
    private static final int BOXES_PER_SLOT = 2;

    private final WorkerLanguages languages;
    private final ReadyBoxes boxes;
    private final SlotPool slots;
    private final ClaimLoop claims;
    private final Heartbeat heartbeat;
    private final SignalListener signals;
    private final RecoveryLoop recovery;
    private final ObjectSweepLoop objects;
    private final Registration registration;
    private final Readiness readiness;
    private final Drain drain;

    /**
     * What a worker stands on.
     *
     * @param queue gives the executions
     * @param signals wakes the worker
     * @param directory knows the workers
     * @param sweep gives expired leases back
     * @param objects removes objects that nothing refers to
     */
    public record Ports(
            ExecutionQueue queue,
            WorkSignals signals,
            WorkerDirectory directory,
            RecoverySweep sweep,
            ObjectSweep objects) {}

    /**
     * The numbers that a worker goes by.
     *
     * @param slots executions at a time, at least 1
     * @param lease how long a lease lasts
     * @param heartbeat what lies at most between two renewals of the leases
     * @param recovery what lies on average between two sweeps
     * @param drain how long executions may go on when the worker leaves
     * @param place what it is and on what it runs
     */
    public record Settings(
            int slots, Duration lease, Duration heartbeat, Duration recovery, Duration drain, WorkerPlace place) {}

    /** Begins to make boxes, and nothing else before {@link #start}. */
    public Worker(WorkerId id, Ports ports, Sandbox sandbox, WorkerLanguages languages, Settings settings) {
        var bell = new Bell();
        var leases = new HeldLeases();
        var health = new StoreHealth();
        String isolation = sandbox.isolation().word();
        this.languages = languages;
        this.boxes = new ReadyBoxes(sandbox, BOXES_PER_SLOT * settings.slots(), bell::ring);
        this.slots = new SlotPool(settings.slots(), bell::ring);
        var attempts = new AttemptRunner(
                id, languages, boxes, isolation, leases, new Settlement(ports.queue(), health, settings.lease()));
        this.claims = new ClaimLoop(
                ports.queue(), id, settings.place().capacity(), slots, boxes, leases, health, bell, attempts::run);
        this.heartbeat = new Heartbeat(ports.queue(), leases, health, settings.heartbeat());
        this.signals = new SignalListener(ports.signals().open(id), () -> {
            bell.ring();
            heartbeat.soon();
        });
        this.recovery = new RecoveryLoop(ports.sweep(), health, settings.recovery());
        this.objects = new ObjectSweepLoop(ports.objects(), settings.recovery());
        this.registration = new Registration(
                ports.directory(), id, settings.place(), slots, isolation, languages::versions, health);
        this.readiness = new Readiness(health, boxes, claims::isAlive, registration::isRegistered);
        this.drain = new Drain(claims, slots, leases, registration, readiness, settings.drain());
    }

    /** Begins to claim. */
    public void start() {
        languages.prepare(boxes::renew);
        heartbeat.start();
        signals.start();
        recovery.start();
        objects.start();
        registration.start();
        claims.start();
    }

    /** Whether it can take work. */
    public Readiness readiness() {
        return readiness;
    }

    /**
     * Leaves: claims no more, finishes or hands back, and ends every thread and box.
     *
     * @return whether every attempt was settled or handed back
     */
    public boolean leave() throws InterruptedException {
        recovery.stop();
        objects.stop();
        boolean settled = drain.run();
        signals.stop();
        heartbeat.stop();
        languages.close();
        boxes.close();
        return settled;
    }
}
