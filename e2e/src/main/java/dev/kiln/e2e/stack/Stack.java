package dev.kiln.e2e.stack;

import dev.kiln.redis.RedisConfiguration;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A Redis, an execution API and workers, without a control plane, on free ports of the loopback. */
public final class Stack implements AutoCloseable {
    private final Checkout checkout = Checkout.here();
    private final Path folder;
    private final RedisServer redis = RedisServer.start();
    private final int apiPort = RedisServer.freePort();
    private final int adminPort = RedisServer.freePort();
    private final KeySecret key = KeySecret.create();
    private final ConfigurableApplicationContext ports;
    private final List<Application> applications = new ArrayList<>();
    private final Map<String, String> settings;

    private Stack(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
        try {
            Path target = Files.createDirectories(checkout.root().resolve("target/stacks"));
            folder = Files.createTempDirectory(target, "stack-");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        ports = new SpringApplicationBuilder(RedisConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("kiln.redis.url", redis.url(), "spring.main.banner-mode", "off"))
                .properties(Map.of("logging.level.root", "warn"))
                .run();
        admit(key, new TenantId("stack"), Set.of(Scope.EXECUTE, Scope.READ, Scope.OPERATOR));
    }

    /**
     * Starts Redis and the API.
     *
     * @param settings more of the environment that API and workers get
     */
    public static Stack start(Map<String, String> settings) {
        var stack = new Stack(settings);
        var api = stack.launch(
                "api",
                "backend/api",
                Map.of(
                        "KILN_API_PORT",
                        Integer.toString(stack.apiPort),
                        "KILN_ADMIN_PORT",
                        Integer.toString(stack.adminPort)));
        api.awaitReady(stack.apiPort);
        return stack;
    }

    /** Starts one more worker and waits until it is ready. */
    public Application startWorker() {
        int port = RedisServer.freePort();
        var worker = launch(
                "worker-" + applications.size(),
                "worker",
                Map.of(
                        "KILN_WORKER_PORT",
                        Integer.toString(port),
                        "KILN_BOX",
                        checkout.root().resolve("worker/native/build/kiln-box").toString()));
        worker.awaitReady(port);
        return worker;
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }

    public String key() {
        return key.reveal();
    }

    /** Makes a key known that may execute and read for a tenant, and gives its secret. */
    public String keyOf(TenantId tenant) {
        KeySecret secret = KeySecret.create();
        admit(secret, tenant, Set.of(Scope.EXECUTE, Scope.READ));
        return secret.reveal();
    }

    private void admit(KeySecret secret, TenantId tenant, Set<Scope> scopes) {
        port(KeyIndex.class).put(new ApiKey(KeyHash.of(secret), tenant.value(), tenant, scopes));
    }

    public RedisServer redis() {
        return redis;
    }

    /** A port of the domain on this stack's Redis, for looking behind the API. */
    public <T> T port(Class<T> type) {
        return ports.getBean(type);
    }

    private Application launch(String name, String module, Map<String, String> more) {
        var environment = new HashMap<>(settings);
        environment.put("KILN_REDIS_URL", redis.url());
        environment.put("KILN_LANGUAGES", checkout.root().resolve("languages").toString());
        environment.putAll(more);
        var application = Application.launch(name, checkout.application(module), folder, environment);
        applications.add(application);
        return application;
    }

    /** Ends all in the order that loses nothing: workers, API, Redis. */
    @Override
    public void close() {
        applications.reversed().forEach(Application::close);
        ports.close();
        redis.close();
    }
}
