package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.process.Backoff;
import dev.kiln.cli.process.Supervisor;
import dev.kiln.cli.redis.OwnRedis;
import dev.kiln.cli.redis.RedisProgram;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.cli.up.ApplicationService.Purpose;
import dev.kiln.cli.up.ApplicationService.SharedRedis;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records, after the first start of what was built, what makes the next one quick: starts each application once more,
 * aside, with data of its own and at the lowest priority, and stops it when it is ready. One after the other, so that a
 * small machine has room for it.
 */
final class ClassCacheRecording {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final Checkout checkout;
    private final DataFolder data;
    private final Confinement confinement;
    private final Terminal terminal;
    private Optional<Supervisor> running = Optional.empty();
    private boolean abandoned;

    ClassCacheRecording(Checkout checkout, DataFolder data, Confinement confinement, Terminal terminal) {
        this.checkout = checkout;
        this.data = data;
        this.confinement = confinement;
        this.terminal = terminal;
    }

    /** Records what is missing for these applications; returns when all is there, or it was abandoned. */
    void record(Collection<Application> applications) throws InterruptedException {
        for (Application application : applications) {
            ApplicationService service = service(new SharedRedis("redis://nowhere", Set.of()));
            Jvm jvm = service.jvm(application);
            if (!ClassCache.of(checkout, application).holdsFor(jvm.home(), jvm.folder())) {
                record(application, jvm);
            }
        }
    }

    /** Ends what runs now, and begins nothing more. */
    void abandon() throws InterruptedException {
        Optional<Supervisor> left;
        synchronized (this) {
            abandoned = true;
            left = running;
        }
        if (left.isPresent()) {
            left.get().kill();
        }
    }

    private void record(Application application, Jvm jvm) throws InterruptedException {
        OwnRedis redis = new OwnRedis(aside(), confinement, RedisProgram.choose(data), Ports.free());
        ApplicationService service = service(new SharedRedis(redis.url(), Set.of(OwnRedis.NAME)));
        Supervisor supervisor = new Supervisor(
                List.of(service.of(application), redis.service()),
                aside().logs(),
                Backoff.standard(),
                (state, pause) -> {});
        if (!begin(supervisor)) {
            return;
        }
        try {
            supervisor.start();
            supervisor.awaitReady(READY_WITHIN);
            supervisor.stop();
            if (!isAbandoned()
                    && ClassCache.of(checkout, application)
                            .take(service.recorded(application), jvm.home(), jvm.folder())) {
                terminal.say("The next start of " + application.word() + " will be quicker.");
            }
        } catch (CommandFailure | UncheckedIOException _) {
            if (!isAbandoned()) {
                terminal.say(
                        "The next start of " + application.word() + " will be no quicker; why is in " + aside().logs());
            }
        } finally {
            supervisor.kill();
        }
    }

    private ApplicationService service(SharedRedis redis) {
        return new ApplicationService(
                Settings.aside(),
                checkout,
                aside(),
                data.root(),
                confinement,
                redis,
                Secrets.passing(),
                Purpose.RECORD);
    }

    /** What is recorded with must not touch what is kept. */
    private DataFolder aside() {
        DataFolder aside = DataFolder.at(data.root().resolve("recording"));
        aside.makeReady();
        return aside;
    }

    private synchronized boolean begin(Supervisor supervisor) {
        if (abandoned) {
            return false;
        }
        running = Optional.of(supervisor);
        return true;
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }
}
