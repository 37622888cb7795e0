package dev.kiln.worker;

import dev.kiln.files.FilesConfiguration;
import dev.kiln.object.ObjectSweep;
import dev.kiln.object.ObjectSweepReport;
import dev.kiln.problem.KilnException;
import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoveryRun;
import dev.kiln.redis.RedisConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The worker. With {@code --kiln.worker.mode=recover-once} it sweeps until nothing is due, and leaves.
 *
 * <p>Exit status: 0 after it drained or swept, 1 if attempts were left to run out or the store does not answer, 78 if it
 * refuses to start, because this machine does not give the promised box or something it needs is not there.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerProperties.class)
@Import({RedisConfiguration.class, FilesConfiguration.class, WorkerConfiguration.class, RecoverOnceConfiguration.class})
public class WorkerApplication {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerApplication.class);

    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = application().run(arguments);
        WorkerProperties properties = context.getBean(WorkerProperties.class);
        switch (properties.worker().mode()) {
            case SERVE -> exitCleanOnceLeft(context.getBean(WorkerLifecycle.class));
            case RECOVER_ONCE -> {
                int status = recoverOnce(context.getBean(RecoveryRun.class), context.getBean(ObjectSweep.class));
                System.exit(SpringApplication.exit(context, () -> status));
            }
        }
    }

    /** The application as it is started, for tests that start it too. */
    static SpringApplication application() {
        var application = new SpringApplication(WorkerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setKeepAlive(true);
        return application;
    }

    /** A JVM that a signal ends exits with the signal's number, however well it left. */
    private static void exitCleanOnceLeft(WorkerLifecycle lifecycle) {
        SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(lifecycle.hasLeftClean() ? 0 : 1));
    }

    private static int recoverOnce(RecoveryRun recovery, ObjectSweep objects) {
        try {
            RecoveryReport total = recovery.run();
            ObjectSweepReport swept = objects.sweepAll();
            LOG.atInfo()
                    .addKeyValue("report", total)
                    .addKeyValue("objects", swept)
                    .log("Nothing is due");
            return 0;
        } catch (KilnException away) {
            LOG.atError().addKeyValue("code", away.code().word()).log("The store does not answer");
            return 1;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
