package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.DataLock;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.data.InstanceState.Phase;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.language.Toolchains;
import dev.kiln.cli.process.Backoff;
import dev.kiln.cli.process.Leftovers;
import dev.kiln.cli.process.Service;
import dev.kiln.cli.process.ServiceState;
import dev.kiln.cli.process.Supervisor;
import dev.kiln.cli.redis.OwnRedis;
import dev.kiln.cli.redis.RedisProgram;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.StopSignals;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.cli.up.ApplicationService.Purpose;
import dev.kiln.cli.up.ApplicationService.SharedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One running Kiln: takes the data folder, starts the services, keeps them, and stops them when told. */
final class Instance {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final List<Application> IN_ORDER_OF_STOP =
            List.of(Application.WORKER, Application.API, Application.CONTROL);
    private static final Path CONFINED = Path.of("/run/kiln");

    private final UpOptions options;
    private final DataFolder data;
    private final Checkout checkout;
    private final Terminal terminal;
    private final Instant startedAt = Instant.now();
    private final String signInToken = Secrets.passing();
    private final CountDownLatch stop = new CountDownLatch(1);

    Instance(UpOptions options, DataFolder data, Checkout checkout, Terminal terminal) {
        this.options = options;
        this.data = data;
        this.checkout = checkout;
        this.terminal = terminal;
    }

    /** Runs until a signal stops it. */
    void run() throws InterruptedException {
        try (DataLock _ = DataLock.take(data)) {
            data.prepare();
            endLeftovers();
            Confinement confinement = confinement();
            supervise(services(confinement), new ClassCacheRecording(checkout, data, confinement, terminal));
        }
    }

    private void supervise(List<Service> services, ClassCacheRecording recording) throws InterruptedException {
        Progress progress = new Progress();
        Supervisor supervisor = new Supervisor(services, data.logs(), Backoff.standard(), progress);
        progress.watch(supervisor);
        StopSignals.onEach(count -> {
            if (count == 1) {
                stop.countDown();
            } else {
                kill(supervisor);
            }
        });
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        supervisor.start();
        Thread.ofVirtual().start(() -> {
            try {
                supervisor.awaitReady(READY_WITHIN);
                progress.ready();
                recording.record(options.applications());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                failure.set(e);
                stop.countDown();
            }
        });
        stop.await();
        progress.stopping();
        recording.abandon();
        supervisor.stop();
        progress.stopped();
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    private List<Service> services(Confinement confinement) {
        String external = UpOptions.redisUrl();
        List<Service> services = new ArrayList<>();
        if (external == null) {
            OwnRedis redis = new OwnRedis(data, confinement, RedisProgram.choose(data), Ports.free());
            services.addAll(applications(confinement, new SharedRedis(redis.url(), Set.of(OwnRedis.NAME))));
            services.add(redis.service());
        } else {
            services.addAll(applications(confinement, new SharedRedis(external, Set.of())));
        }
        return services;
    }

    private List<Service> applications(Confinement confinement, SharedRedis redis) {
        var maker = new ApplicationService(
                options.settings(),
                checkout,
                data,
                Toolchains.folder(data),
                confinement,
                redis,
                signInToken,
                Purpose.SERVE);
        return IN_ORDER_OF_STOP.stream()
                .filter(options.applications()::contains)
                .map(maker::of)
                .toList();
    }

    private Confinement confinement() {
        Confinement confinement = Confinement.ofThisProcess(CONFINED);
        if (confinement instanceof Confinement.Privileged) {
            makeConfinedBase();
        }
        return confinement;
    }

    private void endLeftovers() throws InterruptedException {
        List<ServiceState> before =
                InstanceState.read(data).map(InstanceState::services).orElse(List.of());
        List<String> ended = Leftovers.end(before);
        if (!ended.isEmpty()) {
            terminal.say("Ended what a Kiln that was killed had left: " + String.join(", ", ended));
        }
    }

    private static void makeConfinedBase() {
        try {
            if (!Files.isDirectory(CONFINED)) {
                Files.createDirectory(
                        CONFINED, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            }
        } catch (IOException e) {
            throw new CommandFailure("the folder " + CONFINED + " could not be made", "", e);
        }
    }

    private void kill(Supervisor supervisor) {
        terminal.say("Killing everything.");
        try {
            supervisor.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(137);
        }
    }

    /** Tells the terminal and the state file what happens. */
    private final class Progress implements Supervisor.Events {
        private volatile Phase phase = Phase.STARTING;
        private volatile List<Supervisor> watched = List.of();

        void watch(Supervisor supervisor) {
            watched = List.of(supervisor);
            write();
        }

        @Override
        public void changed(ServiceState state, Duration pause) {
            switch (state.phase()) {
                case READY -> {
                    if (phase == Phase.STARTING || state.restarts() > 0) {
                        terminal.say(state.name() + " is ready (" + sinceStart() + ")");
                    }
                }
                case RESTARTING ->
                    terminal.say(state.name() + " ended with code " + state.lastExit() + "; starting it again in "
                            + Terminal.spoken(pause) + "   (./kiln logs " + state.name() + ")");
                case STOPPED -> terminal.say(state.name() + " has stopped");
                case WAITING, STARTING, FAILED -> {}
            }
            write();
        }

        void ready() {
            if (phase != Phase.STARTING) {
                return;
            }
            phase = Phase.READY;
            Duration took = Duration.between(startedAt, Instant.now());
            Welcome.lines(options, data, signInToken, took).forEach(terminal::answer);
            write();
        }

        void stopping() {
            phase = Phase.STOPPING;
            terminal.say(
                    options.applications().contains(Application.WORKER)
                            ? "Stopping: what runs may finish for up to " + options.drainSeconds + " s ..."
                            : "Stopping ...");
            write();
        }

        void stopped() {
            phase = Phase.STOPPED;
            write();
            terminal.say("Kiln has stopped.");
        }

        private synchronized void write() {
            watched.forEach(supervisor -> new InstanceState(
                            ProcessHandle.current().pid(),
                            startedAt,
                            phase,
                            options.applications().contains(Application.CONTROL)
                                    ? options.settings().ide().toString()
                                    : "",
                            options.settings().api().toString(),
                            options.applications().contains(Application.API)
                                    ? options.settings().admin().toString()
                                    : "",
                            supervisor.states())
                    .write(data));
        }

        private String sinceStart() {
            return Terminal.spoken(Duration.between(startedAt, Instant.now()));
        }
    }
}
