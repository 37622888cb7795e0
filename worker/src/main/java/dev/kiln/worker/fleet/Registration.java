package dev.kiln.worker.fleet;

import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.WorkerId;
import dev.kiln.worker.lease.StoreHealth;
import dev.kiln.worker.slot.SlotPool;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this worker's entry in the registry fresh, and takes it out at the end. */
public final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final WorkerDirectory directory;
    private final WorkerId worker;
    private final WorkerPlace place;
    private final SlotPool slots;
    private final String isolation;
    private final Supplier<Map<String, String>> languages;
    private final StoreHealth health;
    private final Thread thread;
    private volatile boolean draining;
    private volatile boolean registered;

    /** @param languages the versions that the worker can run, by language, asked for at each renewal */
    public Registration(
            WorkerDirectory directory,
            WorkerId worker,
            WorkerPlace place,
            SlotPool slots,
            String isolation,
            Supplier<Map<String, String>> languages,
            StoreHealth health) {
        this.directory = directory;
        this.worker = worker;
        this.place = place;
        this.slots = slots;
        this.isolation = isolation;
        this.languages = languages;
        this.health = health;
        this.thread = Thread.ofVirtual().name("registration").unstarted(this::keepFresh);
    }

    public void start() {
        thread.start();
    }

    /** Whether the last registration was answered; false before the first. */
    public boolean isRegistered() {
        return registered;
    }

    /** Says in the registry that this worker claims no more. */
    public void drain() {
        draining = true;
        register();
    }

    /** Takes the entry out. */
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
        try {
            directory.deregister(worker);
        } catch (KilnException away) {
            health.failed(away);
            LOG.atWarn().addKeyValue("workerId", worker).log("The registry keeps this worker until its entry runs out");
        }
    }

    private void keepFresh() {
        try {
            while (true) {
                Thread.sleep(register() ? INTERVAL : PAUSE_AFTER_FAILURE);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean register() {
        try {
            directory.register(
                    new WorkerRecord(worker, slots.slots(), slots.busy(), isolation, draining, languages.get(), place));
            health.answered();
            registered = true;
            return true;
        } catch (KilnException away) {
            health.failed(away);
            registered = false;
        } catch (RuntimeException defect) {
            registered = false;
            LOG.atError().addKeyValue("workerId", worker).setCause(defect).log("Registering failed");
        }
        return false;
    }
}
