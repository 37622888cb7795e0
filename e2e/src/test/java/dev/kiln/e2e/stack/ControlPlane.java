package dev.kiln.e2e.stack;

import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.User;
import dev.kiln.account.UserName;
import dev.kiln.sql.SqlConfiguration;
import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * One more control plane, on the Redis and the execution API of a running Kiln: it has users of its own, and it may go away
 * and come back. For one thread.
 */
public final class ControlPlane implements AutoCloseable {
    /** Everybody's. */
    public static final String PASSWORD = "correct horse battery";

    private final Checkout checkout = Checkout.here();
    private final int port = RedisServer.freePort();
    private final RunningKiln kiln;
    private final Path folder;
    private final Map<String, User> users = new HashMap<>();
    private Application application;

    private ControlPlane(RunningKiln kiln, List<String> names) {
        this.kiln = kiln;
        try {
            Path target = Files.createDirectories(checkout.root().resolve("target/stacks"));
            folder = Files.createTempDirectory(target, "control-");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        createUsers(names);
        application = launch();
    }

    /** Starts it with these users, and waits until it is ready. */
    public static ControlPlane beside(RunningKiln kiln, List<String> names) {
        return new ControlPlane(kiln, names);
    }

    public URI ide() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The user of this name. */
    public User user(String name) {
        User user = users.get(name);
        if (user == null) {
            throw new IllegalArgumentException("no user " + name + " among " + users.keySet());
        }
        return user;
    }

    /** The key by which it calls the execution API for its users. */
    public String key() {
        try {
            return Files.readString(folder.resolve("control-key")).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends the process at once, as a lost machine does. */
    public void kill() {
        application.kill();
    }

    /** Starts it again, at the same address and with the same data. */
    public void restart() {
        application = launch();
    }

    @Override
    public void close() {
        application.close();
    }

    private void createUsers(List<String> names) {
        try (ConfigurableApplicationContext sql = new SpringApplicationBuilder(SqlConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("kiln.data", folder.toString(), "logging.level.root", "warn"))
                .properties(Map.of("spring.main.banner-mode", "off"))
                .initializers(
                        (GenericApplicationContext context) -> context.registerBean(Clock.class, Clock::systemUTC))
                .run()) {
            Accounts accounts = sql.getBean(Accounts.class);
            names.forEach(
                    name -> users.put(name, accounts.create(new UserName(name), Password.chosen(PASSWORD), Set.of())));
        }
    }

    private Application launch() {
        var launched = Application.launch(
                "control",
                checkout.application("backend/control"),
                folder,
                Seat.plain(),
                InetSocketAddress.createUnresolved("127.0.0.1", port),
                Map.of(
                        "KILN_PORT",
                        Integer.toString(port),
                        "KILN_DATA",
                        folder.toString(),
                        "KILN_API_URL",
                        kiln.api().toString(),
                        "KILN_REDIS_URL",
                        kiln.redisUrl(),
                        "KILN_LANGUAGES",
                        checkout.root().resolve("languages").toString()));
        launched.awaitReady();
        return launched;
    }
}
