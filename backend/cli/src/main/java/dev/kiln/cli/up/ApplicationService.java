package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.confine.Place;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.process.HttpReadiness;
import dev.kiln.cli.process.Launch;
import dev.kiln.cli.process.Service;
import dev.kiln.cli.redis.OwnRedis;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes services of the applications: what each sees, is told by its environment, and how its JVM is set.
 *
 * @param options what the user chose
 * @param checkout where the applications were built
 * @param data the data folder
 * @param confinement the rights with which they run
 * @param redisUrl the Redis that they share
 * @param ownRedis whether that is a service of ours, which must be ready before them
 * @param signInToken the token of the sign-in link
 */
record ApplicationService(
        UpOptions options,
        Checkout checkout,
        DataFolder data,
        Confinement confinement,
        String redisUrl,
        boolean ownRedis,
        String signInToken) {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    Service of(Application application) {
        Set<String> after = ownRedis ? Set.of(OwnRedis.NAME) : Set.of();
        return switch (application) {
            case API -> new Service("api", number -> api(), ready(options.api().getPort()), after, GRACE);
            case CONTROL ->
                new Service("control", this::control, ready(options.ide().getPort()), after, GRACE);
            case WORKER -> {
                Duration grace = GRACE.plusSeconds(options.drainSeconds);
                var readiness = new HttpReadiness(URI.create("http://127.0.0.1:" + options.workerPort + "/readyz"));
                yield new Service("worker", number -> worker(), readiness, after, grace);
            }
        };
    }

    private HttpReadiness ready(int port) {
        return new HttpReadiness(URI.create("http://" + options.reachableHost() + ":" + port + "/readyz"));
    }

    private Launch api() {
        Place place = confinement.place("api", Application.API.uid());
        Map<String, String> environment = shared();
        environment.put("KILN_HOST", options.host);
        environment.put("KILN_API_PORT", Integer.toString(options.apiPort));
        environment.put("KILN_ADMIN_PORT", Integer.toString(options.adminPort));
        environment.put(
                "KILN_LANGUAGES", place.reads(checkout.languages(), "languages").toString());
        environment.put("KILN_DATA", place.writes(data.of("api"), "data").toString());
        return new Launch(place.command(java(Application.API, place)), environment, data.root());
    }

    private Launch control(int start) {
        Place place = confinement.place("control", Application.CONTROL.uid());
        Secrets secrets = data.secrets();
        Map<String, String> environment = shared();
        environment.put("KILN_HOST", options.host);
        environment.put("KILN_PORT", Integer.toString(options.port));
        environment.put("KILN_API_URL", options.api().toString());
        environment.put(
                "KILN_LANGUAGES", place.reads(checkout.languages(), "languages").toString());
        environment.put("KILN_DATA", place.writes(data.of("control"), "data").toString());
        environment.put(
                "KILN_ADMIN_PASSWORD_FILE",
                place.keeps(secrets.adminPassword(), "admin-password").toString());
        environment.put(
                "KILN_BOOTSTRAP_KEY_FILE",
                place.keeps(secrets.apiKey(), "api-key").toString());
        environment.put(
                "KILN_CONTROL_KEY_FILE",
                place.keeps(secrets.controlKey(), "control-key").toString());
        if (start == 1) { // a link that works once must not work again after a restart
            environment.put("KILN_SIGN_IN_TOKEN", signInToken);
        }
        return new Launch(place.command(java(Application.CONTROL, place)), environment, data.root());
    }

    private Launch worker() {
        Map<String, String> environment = shared();
        environment.put("KILN_WORKER_PORT", Integer.toString(options.workerPort));
        environment.put("KILN_DRAIN_SECONDS", Integer.toString(options.drainSeconds));
        environment.put("KILN_LANGUAGES", checkout.languages().toString());
        environment.put("KILN_BOX", checkout.box().toString());
        // Toolchains that ./kiln languages install brings lie there.
        environment.put("KILN_DATA", data.root().toString());
        List<String> command = new ArrayList<>(List.of(Confinement.ofSupervisor()));
        command.addAll(java(
                Application.WORKER, Path.of(System.getProperty("java.home")), Application.WORKER.folder(checkout)));
        return new Launch(command, environment, data.root());
    }

    private List<String> java(Application application, Place place) {
        Path home = place.reads(Path.of(System.getProperty("java.home")), "jdk");
        return java(application, home, place.reads(application.folder(checkout), "app"));
    }

    private List<String> java(Application application, Path home, Path folder) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "-Xmx" + application.heapMebibytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true"));
        if (Files.exists(application.folder(checkout).resolve("application.aot"))) {
            command.add("-XX:AOTCache=" + folder.resolve("application.aot"));
        }
        command.addAll(List.of("-jar", folder.resolve("application.jar").toString()));
        return command;
    }

    /** Of our own environment an application gets what is meant for Kiln, and nothing else. */
    private Map<String, String> shared() {
        Map<String, String> environment = new HashMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("KILN_")) {
                environment.put(name, value);
            }
        });
        environment.putAll(Map.of("PATH", PATH, "LANG", "C.UTF-8", "HOME", "/tmp", "KILN_REDIS_URL", redisUrl));
        return environment;
    }
}
