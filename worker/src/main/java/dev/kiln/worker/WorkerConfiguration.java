package dev.kiln.worker;

import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.language.Discovery;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.LanguageFileException;
import dev.kiln.language.Preparation;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.language.ToolchainPlaces;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.redis.QueueProperties;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires a worker that serves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kiln.worker.mode", havingValue = "serve", matchIfMissing = true)
class WorkerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerConfiguration.class);
    private static final Duration RECOVERY_INTERVAL = Duration.ofSeconds(3);

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
    KilnBoxSandbox sandbox(WorkerProperties properties, Installation installation) {
        Path program = installation.box(properties.box());
        try {
            SelfTest selfTest = KilnBoxCheck.require(program);
            LOG.atInfo()
                    .addKeyValue("isolation", selfTest.isolation())
                    .addKeyValue("version", selfTest.version())
                    .addKeyValue("checks", selfTest.checks().size())
                    .log("The box holds on this machine");
        } catch (SandboxRefused refused) {
            throw new WorkerRefused(String.valueOf(refused.getMessage()), refused.remedy());
        }
        return new KilnBoxSandbox(program, properties.workBytes());
    }

    @Bean
    WorkerLanguages workerLanguages(WorkerProperties properties, Installation installation, KilnBoxSandbox sandbox)
            throws InterruptedException {
        Path data = properties.data() != null ? properties.data() : Path.of(System.getProperty("user.home"), ".kiln");
        var places = ToolchainPlaces.ofThisProcess(data);
        LanguageCatalog catalog;
        try {
            catalog = LanguageCatalog.load(installation.languages(properties.languages()));
        } catch (LanguageFileException refused) {
            throw new WorkerRefused(
                    String.valueOf(refused.getMessage()), "Mend the file, or let KILN_LANGUAGES name another folder.");
        }
        List<Discovery> found = new ToolchainDiscovery(places).discover(catalog.languages());
        return new WorkerLanguages(found, new Preparation(places), sandbox::expose);
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
            KilnBoxSandbox sandbox,
            WorkerLanguages languages) {
        var settings = new Worker.Settings(
                properties.slotCount(),
                queueProperties.lease().dividedBy(RENEWALS_PER_LEASE),
                RECOVERY_INTERVAL,
                properties.drain());
        LOG.atInfo()
                .addKeyValue("workerId", id)
                .addKeyValue("slots", settings.slots())
                .addKeyValue("languages", languages.versions())
                .log("Worker");
        return new Worker(id, new Worker.Ports(queue, signals, directory, sweep), sandbox, languages, settings);
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
