package dev.kiln.worker;

import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.language.Discovery;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.LanguageFileException;
import dev.kiln.language.Preparation;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.language.ToolchainPlaces;
import dev.kiln.object.ObjectSweep;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.redis.QueueProperties;
import dev.kiln.worker.WorkerProperties.WorkerProcess;
import dev.kiln.worker.health.HealthServer;
import dev.kiln.worker.language.WorkerLanguages;
import dev.kiln.worker.sandbox.SandboxRefused;
import dev.kiln.worker.sandbox.SelfTest;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxCheck;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Wires a worker that serves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kiln.worker.mode", havingValue = "serve", matchIfMissing = true)
class WorkerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerConfiguration.class);
    private static final Duration RECOVERY_INTERVAL = Duration.ofSeconds(2);

    /** Two renewals may fail before a lease runs out. */
    private static final int RENEWALS_PER_LEASE = 3;

    @Bean
    WorkerId workerId() {
        String random = UUID.randomUUID().toString().toLowerCase(Locale.ROOT).substring(24);
        return new WorkerId("worker-" + random);
    }

    @Bean
    Installation installation() {
        return new Installation(
                List.of(new ApplicationHome(WorkerApplication.class).getDir().toPath(), Path.of("")));
    }

    @Bean
    LauncherProgram launcherProgram(WorkerProperties properties, Installation installation) {
        return new LauncherProgram(installation.box(properties.box()));
    }

    /** Where {@code kiln-box} is. */
    record LauncherProgram(Path path) {}

    @Bean(destroyMethod = "close")
    KilnBoxSandbox sandbox(WorkerProperties properties, LauncherProgram launcher) {
        return new KilnBoxSandbox(launcher.path(), properties.workBytes());
    }

    /** Looks for toolchains while the box proves itself: both are mostly waiting for other processes. */
    @Bean
    FutureTask<WorkerLanguages> languageSearch(
            WorkerProperties properties, Installation installation, KilnBoxSandbox sandbox) {
        Path folder = installation.languages(properties.languages());
        Path data = properties.data() != null ? properties.data() : Path.of(System.getProperty("user.home"), ".kiln");
        var search = new FutureTask<>(() -> search(folder, ToolchainPlaces.ofThisProcess(data), sandbox));
        Thread.ofVirtual().name("language-search").start(search);
        return search;
    }

    private static WorkerLanguages search(Path folder, ToolchainPlaces places, KilnBoxSandbox sandbox)
            throws InterruptedException {
        if (!places.canBeShown()) {
            throw new WorkerRefused(
                    "Boxes cannot be shown the toolchains in " + places.data()
                            + ", because each box has a folder of its own in that place.",
                    "Let KILN_DATA name a folder outside of /tmp, /var/tmp, /run, /work, /etc, /dev, /proc, /sys and /boot.");
        }
        LanguageCatalog catalog = LanguageCatalog.load(folder);
        List<Discovery> found = new ToolchainDiscovery(places).discover(catalog.languages());
        return new WorkerLanguages(found, new Preparation(places), sandbox::tryToExpose);
    }

    /** The launcher's own proof that its boxes hold; nothing runs without. */
    @Bean
    @DependsOn("languageSearch")
    SelfTest selfTest(LauncherProgram launcher) {
        try {
            SelfTest selfTest = KilnBoxCheck.require(launcher.path());
            LOG.atInfo()
                    .addKeyValue("isolation", selfTest.isolation())
                    .addKeyValue("version", selfTest.version())
                    .addKeyValue("checks", selfTest.checks().size())
                    .log("The box holds on this machine");
            return selfTest;
        } catch (SandboxRefused refused) {
            throw new WorkerRefused(String.valueOf(refused.getMessage()), refused.remedy());
        }
    }

    @Bean
    WorkerLanguages workerLanguages(FutureTask<WorkerLanguages> languageSearch) throws InterruptedException {
        try {
            return languageSearch.get();
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case WorkerRefused refused -> refused;
                case LanguageFileException refused ->
                    new WorkerRefused(
                            String.valueOf(refused.getMessage()),
                            "Mend the file, or let KILN_LANGUAGES name another folder.");
                case KilnException broken ->
                    new WorkerRefused(
                            String.valueOf(broken.getMessage()), "Run `kiln-box check` to see what is wrong.");
                case null, default -> new IllegalStateException("the search for toolchains failed", failed);
            };
        }
    }

    @Bean
    Worker worker(
            WorkerId id,
            WorkerProperties properties,
            QueueProperties queueProperties,
            ExecutionQueue queue,
            WorkSignals signals,
            WorkerDirectory directory,
            RecoverySweep sweep,
            ObjectSweep objects,
            KilnBoxSandbox sandbox,
            SelfTest selfTest,
            WorkerLanguages languages) {
        var settings = new Worker.Settings(
                properties.slotCount(),
                queueProperties.lease(),
                queueProperties.lease().dividedBy(RENEWALS_PER_LEASE),
                RECOVERY_INTERVAL,
                properties.drain(),
                place(properties.worker()));
        LOG.atInfo()
                .addKeyValue("workerId", id)
                .addKeyValue("slots", settings.slots())
                .addKeyValue("isolation", selfTest.isolation())
                .addKeyValue("capacity", settings.place().capacity().word())
                .addKeyValue("languages", languages.versions())
                .log("Worker");
        return new Worker(
                id, new Worker.Ports(queue, signals, directory, sweep, objects), sandbox, languages, settings);
    }

    private static WorkerPlace place(WorkerProcess process) {
        String version = WorkerApplication.class.getPackage().getImplementationVersion();
        return new WorkerPlace(version == null ? "from-sources" : version, process.capacity(), process.zone());
    }

    @Bean
    WorkerLifecycle workerLifecycle(Worker worker) {
        return new WorkerLifecycle(worker);
    }

    @Bean(destroyMethod = "close")
    HealthServer healthServer(WorkerProperties properties, Worker worker) {
        int port = properties.worker().port();
        try {
            return new HealthServer(port, worker.readiness());
        } catch (IOException taken) {
            throw new WorkerRefused(
                    "Port " + port + " cannot be listened on: " + taken.getMessage(),
                    "Let KILN_WORKER_PORT name a port that is free.");
        }
    }
}
