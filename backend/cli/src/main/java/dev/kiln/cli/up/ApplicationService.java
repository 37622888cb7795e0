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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes services of the applications: what each sees, and what its environment tells it.
 *
 * @param settings where they listen and how long they drain
 * @param checkout where the applications were built
 * @param data the data folder
 * @param toolchains the data folder in which toolchains of languages lie
 * @param confinement the rights with which they run
 * @param redis the Redis that they share
 * @param signInToken the token of the sign-in link
 * @param purpose what they are started for
 */
record ApplicationService(
        Settings settings,
        Checkout checkout,
        DataFolder data,
        Path toolchains,
        Confinement confinement,
        SharedRedis redis,
        String signInToken,
        Purpose purpose) {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration RECORDING_GRACE = Duration.ofMinutes(3);
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Set<String> KEYS_OF_THE_USER = Set.of("KILN_API_KEY", "KILN_OPERATOR_KEY");

    /** What an application is started for. */
    enum Purpose {
        /** To be used. */
        SERVE,
        /** To record the cache of its classes, which takes it some time at its end. */
        RECORD
    }

    /**
     * The Redis that the applications share.
     *
     * @param url its address, the password included
     * @param services those of our services that must be ready before it can be used
     */
    record SharedRedis(String url, Set<String> services) {}

    Service of(Application application) {
        String name = application.word();
        Duration grace = grace(application);
        return switch (application) {
            case API ->
                new Service(name, number -> api(), ready(settings.host(), settings.apiPort()), redis.services(), grace);
            case CONTROL ->
                new Service(
                        name, number -> control(), ready(settings.host(), settings.port()), redis.services(), grace);
            case WORKER ->
                new Service(
                        name, number -> worker(), ready("127.0.0.1", settings.workerPort()), redis.services(), grace);
        };
    }

    /** Where an application that records puts the cache of its classes. */
    Path recorded(Application application) {
        return data.of(cacheOf(application)).resolve(ClassCache.NAME);
    }

    /** The JVM that an application will have. */
    Jvm jvm(Application application) {
        return jvm(application, placeOf(application));
    }

    private Launch api() {
        Place place = placeOf(Application.API);
        Map<String, String> environment = shared();
        environment.put("KILN_HOST", settings.host());
        environment.put("KILN_API_PORT", Integer.toString(settings.apiPort()));
        environment.put("KILN_ADMIN_PORT", Integer.toString(settings.adminPort()));
        environment.put("KILN_LANGUAGES", text(place.reads(checkout.languages(), "languages")));
        environment.put("KILN_DATA", text(place.writes(data.of("api"), "data")));
        environment.put("KILN_OBJECTS_PATH", text(place.writes(data.objects(), "objects")));
        return launch(Application.API, place, environment);
    }

    private Launch control() {
        Place place = placeOf(Application.CONTROL);
        Secrets secrets = data.secrets();
        Map<String, String> environment = shared();
        environment.put("KILN_HOST", settings.host());
        environment.put("KILN_PORT", Integer.toString(settings.port()));
        environment.put("KILN_API_URL", settings.api().toString());
        environment.put("KILN_LANGUAGES", text(place.reads(checkout.languages(), "languages")));
        environment.put("KILN_DATA", text(place.writes(data.of("control"), "data")));
        environment.put("KILN_ADMIN_PASSWORD_FILE", text(place.keeps(secrets.adminPassword(), "admin-password")));
        environment.put("KILN_BOOTSTRAP_KEY_FILE", text(place.keeps(secrets.apiKey(), "api-key")));
        environment.put("KILN_OPERATOR_KEY_FILE", text(place.keeps(secrets.operatorKey(), "operator-key")));
        environment.put("KILN_CONTROL_KEY_FILE", text(place.keeps(secrets.controlKey(), "control-key")));
        environment.put("KILN_SIGN_IN_TOKEN", signInToken);
        return launch(Application.CONTROL, place, environment);
    }

    private Launch worker() {
        Map<String, String> environment = shared();
        environment.put("KILN_WORKER_PORT", Integer.toString(settings.workerPort()));
        environment.put("KILN_DRAIN_SECONDS", Integer.toString(settings.drainSeconds()));
        environment.put("KILN_LANGUAGES", text(checkout.languages()));
        environment.put("KILN_BOX", text(checkout.box()));
        environment.put("KILN_DATA", text(toolchains));
        environment.put("KILN_OBJECTS_PATH", text(data.objects()));
        return launch(Application.WORKER, placeOf(Application.WORKER), environment);
    }

    private Launch launch(Application application, Place place, Map<String, String> environment) {
        Jvm jvm = jvm(application, place);
        List<String> program = switch (purpose) {
            case SERVE -> jvm.command(ClassCache.of(checkout, application));
            case RECORD ->
                jvm.recording(
                        place.writes(data.of(cacheOf(application)), "cache").resolve(ClassCache.NAME));
        };
        return new Launch(place.command(program), environment, data.root());
    }

    private Jvm jvm(Application application, Place place) {
        Path home = place.reads(Path.of(System.getProperty("java.home")), "jdk");
        return new Jvm(home, place.reads(application.folder(checkout), "app"), application);
    }

    private Place placeOf(Application application) {
        return switch (application) {
            case API, CONTROL -> confinement.place(application.uid());
            case WORKER -> confinement.placeOfSupervisor();
        };
    }

    private Duration grace(Application application) {
        if (purpose == Purpose.RECORD) {
            return RECORDING_GRACE;
        }
        return application == Application.WORKER ? GRACE.plusSeconds(settings.drainSeconds()) : GRACE;
    }

    /** Of our own environment an application gets what is meant for Kiln, and nothing else. */
    private Map<String, String> shared() {
        Map<String, String> environment = new HashMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("KILN_") && !KEYS_OF_THE_USER.contains(name)) {
                environment.put(name, value);
            }
        });
        environment.putAll(Map.of("PATH", PATH, "LANG", "C.UTF-8", "HOME", "/tmp", "KILN_REDIS_URL", redis.url()));
        return environment;
    }

    private static String cacheOf(Application application) {
        return "cache-" + application.word();
    }

    private static HttpReadiness ready(String host, int port) {
        return new HttpReadiness(URI.create("http://" + Settings.reachable(host) + ":" + port + "/readyz"));
    }

    private static String text(Path path) {
        return path.toString();
    }
}
