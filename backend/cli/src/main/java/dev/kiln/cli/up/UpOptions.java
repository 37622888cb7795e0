package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.terminal.CommandFailure;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen about a running Kiln, by flag or by environment. */
final class UpOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Where the IDE and the API listen (${DEFAULT-VALUE}; 0.0.0.0 for all; KILN_HOST).",
            defaultValue = "${env:KILN_HOST:-127.0.0.1}")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            description = "Port of the IDE (${DEFAULT-VALUE}; KILN_PORT).",
            defaultValue = "${env:KILN_PORT:-8080}")
    int port;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Port of the execution API (${DEFAULT-VALUE}; KILN_API_PORT).",
            defaultValue = "${env:KILN_API_PORT:-8081}")
    int apiPort;

    @Option(
            names = "--worker-port",
            paramLabel = "PORT",
            description = "Private port of the worker's health (${DEFAULT-VALUE}; KILN_WORKER_PORT).",
            defaultValue = "${env:KILN_WORKER_PORT:-8082}")
    int workerPort;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "Private port of the API for operators (${DEFAULT-VALUE}; KILN_ADMIN_PORT).",
            defaultValue = "${env:KILN_ADMIN_PORT:-8083}")
    int adminPort;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these of control, api, worker, against the Redis of KILN_REDIS_URL.")
    List<String> only = List.of();

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long the worker may finish what runs when it is stopped (${DEFAULT-VALUE}; "
                    + "KILN_DRAIN_SECONDS).",
            defaultValue = "${env:KILN_DRAIN_SECONDS:-10}")
    int drainSeconds;

    /** An external Redis, or null for our own. */
    static @Nullable String redisUrl() {
        String url = System.getenv("KILN_REDIS_URL");
        return url == null || url.isBlank() ? null : url;
    }

    /** The applications to start. */
    Set<Application> applications() {
        if (only.isEmpty()) {
            return Set.of(Application.values());
        }
        Set<Application> chosen = new TreeSet<>();
        for (String name : only) {
            try {
                chosen.add(Application.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new CommandFailure("there is no application '" + name + "'", "choose of control, api, worker", e);
            }
        }
        if (redisUrl() == null) {
            throw new CommandFailure(
                    "--only needs a Redis that the applications share", "set KILN_REDIS_URL=redis://…");
        }
        return chosen;
    }

    /** All of it, and where the API is: here, or where the environment says. */
    Settings settings() {
        String elsewhere = System.getenv("KILN_API_URL");
        boolean here = applications().contains(Application.API) || elsewhere == null;
        URI api = here ? URI.create("http://" + Settings.reachable(host) + ":" + apiPort) : URI.create(elsewhere);
        return new Settings(host, port, apiPort, workerPort, adminPort, api, drainSeconds);
    }
}
