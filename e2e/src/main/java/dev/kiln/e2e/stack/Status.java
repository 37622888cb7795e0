package dev.kiln.e2e.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code ./kiln status --json} says.
 *
 * @param running whether a supervisor runs
 * @param services each by its name
 */
public record Status(boolean running, Map<String, Service> services) {
    public Status {
        services = Map.copyOf(services);
    }

    static Status of(String json) {
        JsonNode answer = JsonMapper.shared().readTree(json);
        var services = new LinkedHashMap<String, Service>();
        for (JsonNode service : answer.path("instance").path("services")) {
            services.put(
                    service.path("name").asString(),
                    new Service(
                            service.path("phase").asString(),
                            service.path("pid").asLong(),
                            service.path("restarts").asInt()));
        }
        return new Status(answer.path("running").asBoolean(), services);
    }

    /** @throws IllegalStateException if there is no such service */
    public Service service(String name) {
        Service service = services.get(name);
        if (service == null) {
            throw new IllegalStateException("no service " + name + " among " + services.keySet());
        }
        return service;
    }

    /**
     * A process that is kept running.
     *
     * @param phase {@code READY} when it is of use
     * @param pid 0 if none runs
     * @param restarts how often it was started again
     */
    public record Service(String phase, long pid, int restarts) {
        public boolean isReady() {
            return "READY".equals(phase);
        }

        /** Ends the process at once, as a crash does. */
        public void kill() {
            ProcessHandle.of(pid)
                    .orElseThrow(() -> new IllegalStateException("no process " + pid))
                    .destroyForcibly();
        }
    }
}
