package dev.kiln.worker;

import dev.kiln.queue.Capacity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The worker's configuration. Each name in the environment is the key's in capitals.
 *
 * @param slots executions at a time, 1 to 1,024, null for the number of processors; {@code KILN_SLOTS}
 * @param box the launcher {@code kiln-box}, null for the one beside this program; {@code KILN_BOX}
 * @param languages the folder of the language files, null for the one beside this program; {@code KILN_LANGUAGES}
 * @param data Kiln's data folder, where toolchains are installed and prepared, null for {@code .kiln} in the home folder;
 *     {@code KILN_DATA}
 * @param drainSeconds how long executions may go on when the worker leaves, 0 to 3,600; {@code KILN_DRAIN_SECONDS}
 * @param sandbox what makes the boxes; {@code KILN_SANDBOX}
 * @param workBytes size of a box's work folder and of its {@code /tmp}, 1 MiB to 1 TiB; {@code KILN_WORK_BYTES}
 * @param worker what belongs to the process
 */
@ConfigurationProperties("kiln")
public record WorkerProperties(
        @Nullable Integer slots,
        @Nullable Path box,
        @Nullable Path languages,
        @Nullable Path data,
        @DefaultValue("10") int drainSeconds,
        @DefaultValue("auto") SandboxChoice sandbox,
        @DefaultValue("268435456") long workBytes,
        @DefaultValue WorkerProcess worker) {
    private static final int MOST_SLOTS = 1_024;
    private static final int MOST_DRAIN_SECONDS = 3_600;
    private static final long LEAST_WORK_BYTES = 1L << 20;
    private static final long MOST_WORK_BYTES = 1L << 40;

    public WorkerProperties {
        refuseUnless(slots == null || (slots >= 1 && slots <= MOST_SLOTS), "kiln.slots (KILN_SLOTS): 1 to 1024");
        refuseUnless(
                drainSeconds >= 0 && drainSeconds <= MOST_DRAIN_SECONDS,
                "kiln.drain-seconds (KILN_DRAIN_SECONDS): 0 to 3600");
        refuseUnless(
                workBytes >= LEAST_WORK_BYTES && workBytes <= MOST_WORK_BYTES,
                "kiln.work-bytes (KILN_WORK_BYTES): 1048576 to 1099511627776");
    }

    /** Executions at a time. */
    public int slotCount() {
        return slots != null ? slots : Runtime.getRuntime().availableProcessors();
    }

    /** How long executions may go on when the worker leaves. */
    public Duration drain() {
        return Duration.ofSeconds(drainSeconds);
    }

    /** What makes the boxes. */
    public enum SandboxChoice {
        /** The strongest that proves itself on this machine. */
        AUTO,
        NAMESPACES
    }

    /**
     * What belongs to the process.
     *
     * @param port where it answers {@code /livez} and {@code /readyz} on the loopback, 0 for any; {@code KILN_WORKER_PORT}
     * @param mode what it does; {@code KILN_WORKER_MODE}
     * @param capacity on what it runs; {@code KILN_WORKER_CAPACITY}
     * @param zone where its machine stands, 1 to 64 of {@code A-Z a-z 0-9 . _ -}, null if nobody says;
     *     {@code KILN_WORKER_ZONE}
     */
    public record WorkerProcess(
            @DefaultValue("8082") int port,
            @DefaultValue("serve") Mode mode,
            @DefaultValue("on-demand") Capacity capacity,
            @Nullable String zone) {
        private static final int MOST_PORT = 65_535;
        private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

        public WorkerProcess {
            refuseUnless(port >= 0 && port <= MOST_PORT, "kiln.worker.port (KILN_WORKER_PORT): 0 to 65535");
            refuseUnless(
                    zone == null || ZONE.matcher(zone).matches(),
                    "kiln.worker.zone (KILN_WORKER_ZONE): 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    /** What a worker process does. */
    public enum Mode {
        /** Claim and run executions until it is told to leave. */
        SERVE,
        /** Sweep until nothing is due, and leave. */
        RECOVER_ONCE
    }

    private static void refuseUnless(boolean holds, String bounds) {
        if (!holds) {
            throw new IllegalArgumentException(bounds);
        }
    }
}
