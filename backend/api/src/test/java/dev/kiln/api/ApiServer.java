package dev.kiln.api;

import dev.kiln.api.admin.AdminPort;
import dev.kiln.api.limits.LimitProperties;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.CountingObjectSweep;
import dev.kiln.testkit.InMemoryDeadLetterJobs;
import dev.kiln.testkit.InMemoryDeadLetters;
import dev.kiln.testkit.InMemoryExecutionQueue;
import dev.kiln.testkit.InMemoryKeyIndex;
import dev.kiln.testkit.InMemoryQueueOperations;
import dev.kiln.testkit.InMemoryWorkerDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;

/** The running application on free ports, over the ports' in-memory models or over a real Redis. */
public final class ApiServer implements AutoCloseable {
    public static final TenantId TENANT = new TenantId("tenant-a");
    private static final Path LANGUAGES = Path.of("../../languages");

    private final ConfigurableApplicationContext context;

    private ApiServer(SpringApplication application, Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.putIfAbsent("kiln.api.port", 0);
        all.put("kiln.admin.port", 0);
        all.put("kiln.languages", LANGUAGES.toString());
        application.setDefaultProperties(all);
        context = application.run();
    }

    /** Over the in-memory models. */
    public static ApiServer start(Map<String, Object> settings) {
        QueuePolicy policy = QueuePolicy.standard().withWaiting(1_000);
        return startWith(new InMemoryExecutionQueue(policy, Clock.systemUTC()), settings);
    }

    /** Over the in-memory models with another queue. */
    public static ApiServer startWith(InMemoryExecutionQueue queue, Map<String, Object> settings) {
        var application = new SpringApplication(InMemory.class);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("executionQueue", InMemoryExecutionQueue.class, () -> queue));
        return new ApiServer(application, settings);
    }

    /** Over Redis. */
    public static ApiServer startOn(String redisUrl, Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.put("kiln.redis.url", redisUrl);
        all.putIfAbsent("kiln.objects.path", "target/objects");
        return new ApiServer(ApiApplication.application(), all);
    }

    public int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    /** Where operators call. */
    public URI adminAddress() {
        return URI.create(
                "http://127.0.0.1:" + bean(AdminPort.class).connector().getLocalPort());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** A part of the application. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A new key of the usual tenant with all that a tenant needs. */
    public String newKey() {
        return newKey(TENANT, Scope.EXECUTE, Scope.READ);
    }

    public String newKey(TenantId tenant, Scope... scopes) {
        KeySecret secret = KeySecret.create();
        bean(KeyIndex.class).put(new ApiKey(KeyHash.of(secret), "test", tenant, Set.of(scopes)));
        return secret.reveal();
    }

    /** Stops the application as a signal does; twice is once. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
    }

    /** The application without Redis. Not annotated, so that no scan finds it. */
    @ComponentScan(
            basePackageClasses = ApiApplication.class,
            excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ApiApplication.class))
    @EnableConfigurationProperties({ApiProperties.class, LimitProperties.class})
    static class InMemory {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        LanguageCatalog languageCatalog() {
            return LanguageCatalog.load(LANGUAGES);
        }

        @Bean
        InMemoryKeyIndex keyIndex() {
            return new InMemoryKeyIndex();
        }

        @Bean
        InMemoryDeadLetters deadLetters(InMemoryExecutionQueue queue) {
            return new InMemoryDeadLetters(queue);
        }

        @Bean
        InMemoryDeadLetterJobs deadLetterJobs(InMemoryExecutionQueue queue) {
            return new InMemoryDeadLetterJobs(queue);
        }

        @Bean
        InMemoryQueueOperations queueOperations(InMemoryExecutionQueue queue) {
            return new InMemoryQueueOperations(queue);
        }

        @Bean
        CountingObjectSweep objectSweep() {
            return new CountingObjectSweep();
        }

        @Bean
        InMemoryWorkerDirectory workerDirectory() {
            return new InMemoryWorkerDirectory();
        }
    }
}
