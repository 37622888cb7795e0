package dev.kiln.e2e.stack;

import dev.kiln.files.FilesConfiguration;
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
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final String WORKER_HOST = "127.0.0.1";

    private final Checkout checkout = Checkout.here();
    private final StackPlan plan;
    private final Path folder;
    private final RedisServer redis;
    private final int apiPort = RedisServer.freePort();
    private final int adminPort = RedisServer.freePort();
    private final KeySecret key = KeySecret.create();
    private final ConfigurableApplicationContext ports;
    private final List<Application> applications = new ArrayList<>();
    private final Application api;

    private Stack(StackPlan plan) {
        this.plan = plan;
        this.redis = RedisServer.start(plan.redis());
        try {
            Path target = Files.createDirectories(checkout.root().resolve("target/stacks"));
            folder = Files.createTempDirectory(target, "stack-");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        ports = new SpringApplicationBuilder(RedisConfiguration.class, FilesConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "kiln.redis.url",
                        redis.url(),
                        "kiln.objects.path",
                        objects().toString(),
                        "spring.main.banner-mode",
                        "off"))
                .properties(Map.of("logging.level.root", "warn"))
                .run();
        admit(key, new TenantId("stack"), Set.of(Scope.EXECUTE, Scope.READ, Scope.OPERATOR));
        api = launch("api", "backend/api", plan.api(), apiAddress(), apiEnvironment());
    }

    /**
     * Starts Redis and the API on the loopback.
     *
     * @param settings more of the environment that API and workers get
     */
    public static Stack start(Map<String, String> settings) {
        return start(StackPlan.of(settings));
    }

    /** Starts Redis and the API. */
    public static Stack start(StackPlan plan) {
        var stack = new Stack(plan);
        try {
            stack.api.awaitReady();
            return stack;
        } catch (RuntimeException broken) {
            stack.close();
            throw broken;
        }
    }

    /** Starts one more worker on the loopback and waits until it is ready. */
    public Application startWorker() {
        Application worker = launchWorker(Seat.plain());
        worker.awaitReady();
        return worker;
    }

    /** Starts one more worker, which need not be ready yet. */
    public Application launchWorker(Seat seat) {
        var health = InetSocketAddress.createUnresolved(WORKER_HOST, RedisServer.freePort());
        var environment = Map.of(
                "KILN_WORKER_PORT",
                Integer.toString(health.getPort()),
                "KILN_BOX",
                checkout.root().resolve("worker/native/build/kiln-box").toString());
        return launch("worker-" + applications.size(), "worker", seat, health, environment);
    }

    /**
     * Runs the worker's program in the mode that sweeps once, as a schedule outside would, to its end.
     *
     * @return its exit status
     */
    public int recoverOnce() {
        var health = InetSocketAddress.createUnresolved(WORKER_HOST, 0);
        var environment = Map.of("KILN_WORKER_MODE", "recover-once", "KILN_WORKER_PORT", "0");
        Application once = launch("recovery-" + applications.size(), "worker", Seat.plain(), health, environment);
        return once.awaitExit(Duration.ofMinutes(2));
    }

    private InetSocketAddress apiAddress() {
        return InetSocketAddress.createUnresolved(plan.api().address(), apiPort);
    }

    private Map<String, String> apiEnvironment() {
        return Map.of(
                "KILN_HOST",
                plan.api().address(),
                "KILN_API_PORT",
                Integer.toString(apiPort),
                "KILN_ADMIN_PORT",
                Integer.toString(adminPort));
    }

    /** The execution API's process. */
    public Application apiProcess() {
        return api;
    }

    /** Where the logs of all processes lie. */
    public Path folder() {
        return folder;
    }

    public URI api() {
        return URI.create("http://" + plan.api().address() + ":" + apiPort);
    }

    /** Where operators call the API. */
    public URI admin() {
        return URI.create("http://127.0.0.1:" + adminPort);
    }

    /** A key that may do everything but speak for others. */
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

    /** Where API and workers keep what is too large for Redis. */
    public Path objects() {
        return folder.resolve("objects");
    }

    private Application launch(
            String name, String module, Seat seat, InetSocketAddress health, Map<String, String> more) {
        var environment = new HashMap<String, String>();
        environment.put("KILN_REDIS_URL", redis.url());
        environment.put("KILN_OBJECTS_PATH", objects().toString());
        environment.put("KILN_LANGUAGES", checkout.root().resolve("languages").toString());
        environment.putAll(plan.settings());
        environment.putAll(more);
        var application = Application.launch(name, checkout.application(module), folder, seat, health, environment);
        applications.add(application);
        return application;
    }

    /** Ends all in the order that loses nothing: workers, API, Redis. */
    @Override
    public void close() {
        applications.stream().skip(1).forEach(Application::terminate);
        applications.reversed().forEach(Application::close);
        ports.close();
        redis.close();
    }
}
