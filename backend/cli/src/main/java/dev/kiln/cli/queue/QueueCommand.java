package dev.kiln.cli.queue;

import dev.kiln.cli.operator.AdminOption;
import dev.kiln.cli.operator.Answer;
import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.operator.Subcommand;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Table;
import dev.kiln.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code kiln queue}. */
@Command(
        name = "queue",
        description = "The queue of the running Kiln: how deep it is, who waits, who works, and pausing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QueueCommand.Depth.class,
            QueueCommand.Tenants.class,
            QueueCommand.Workers.class,
            QueueCommand.Pause.class,
            QueueCommand.Resume.class,
            QueueCommand.Recover.class
        })
public final class QueueCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Subcommand.missing(spec);
    }

    private static List<String> laneTable(Iterable<JsonNode> lanes) {
        Table table = new Table("LANE", "STATE", "WAITING", "TENANTS", "OLDEST");
        for (JsonNode lane : lanes) {
            table.row(
                    Cells.text(lane, "lane"),
                    lane.required("paused").asBoolean() ? "paused" : "open",
                    Cells.text(lane, "waiting"),
                    Cells.text(lane, "tenants"),
                    Cells.age(lane.required("oldestMillis")));
        }
        return table.lines();
    }

    /** {@code kiln queue depth}. */
    @Command(
            name = "depth",
            description = "How many wait in each lane, of how many tenants, and for how long the oldest does.",
            mixinStandardHelpOptions = true)
    static final class Depth implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Override
        public Integer call() {
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson()).tell(calls.get("/queue"), Depth::lines);
            }
            return 0;
        }

        private static List<String> lines(JsonNode queue) {
            List<String> lines = new ArrayList<>(laneTable(queue.required("lanes")));
            lines.add("");
            lines.add(Cells.text(queue, "running") + " running");
            return lines;
        }
    }

    /** {@code kiln queue tenants}. */
    @Command(
            name = "tenants",
            description = "Who has something waiting or running, in the order of their ids.",
            mixinStandardHelpOptions = true)
    static final class Tenants implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Override
        public Integer call() {
            ObjectNode all = OperatorCalls.object();
            ArrayNode tenants = all.putArray("tenants");
            try (OperatorCalls calls = admin.connect()) {
                calls.forEach("/queue/tenants", "tenants", tenants::add);
            }
            new Answer(admin.isJson()).tell(all, Tenants::table);
            return 0;
        }

        private static List<String> table(JsonNode all) {
            Table table = new Table("TENANT", "STATE", "WAITING", "RUNNING", "OLDEST", "CPU TODAY");
            for (JsonNode tenant : all.required("tenants")) {
                table.row(
                        Cells.text(tenant, "tenant"),
                        state(tenant),
                        Cells.text(tenant, "waiting"),
                        Cells.text(tenant, "running"),
                        oldest(tenant),
                        Cells.age(tenant.required("cpuMillisToday")));
            }
            return table.lines();
        }

        private static String state(JsonNode tenant) {
            for (String flag : List.of("suspended", "paused", "held")) {
                if (tenant.required(flag).asBoolean()) {
                    return flag;
                }
            }
            return "open";
        }

        private static String oldest(JsonNode tenant) {
            JsonNode oldest = OperatorCalls.object().nullNode();
            for (JsonNode lane : tenant.required("lanes")) {
                JsonNode age = lane.required("oldestMillis");
                if (oldest.isNull() || (!age.isNull() && age.asLong() > oldest.asLong())) {
                    oldest = age;
                }
            }
            return Cells.age(oldest);
        }
    }

    /** {@code kiln queue workers}. */
    @Command(name = "workers", description = "The workers that are there.", mixinStandardHelpOptions = true)
    static final class Workers implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Override
        public Integer call() {
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson()).tell(calls.get("/workers"), Workers::table);
            }
            return 0;
        }

        private static List<String> table(JsonNode all) {
            Table table = new Table(
                    "ID", "STATE", "BUSY", "SLOTS", "CAPACITY", "ZONE", "ISOLATION", "VERSION", "SEEN", "LANGUAGES");
            for (JsonNode worker : all.required("workers")) {
                table.row(
                        Cells.text(worker, "id"),
                        worker.required("draining").asBoolean() ? "draining" : "serving",
                        Cells.text(worker, "busy"),
                        Cells.text(worker, "slots"),
                        Cells.text(worker, "capacity"),
                        Cells.text(worker, "zone"),
                        Cells.text(worker, "isolation"),
                        Cells.text(worker, "version"),
                        Cells.time(worker, "lastSeenAt"),
                        worker.required("languages").propertyNames().stream()
                                .sorted()
                                .collect(Collectors.joining(",")));
            }
            return table.lines();
        }
    }

    /** What is paused or resumed: a lane or a tenant. */
    static final class Pausable {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "LANE",
                description = "One of interactive, standard, batch.")
        private @Nullable String lane;

        @Option(names = "--tenant", paramLabel = "TENANT", description = "A tenant in place of a lane.")
        private @Nullable String tenant;

        int change(AdminOption admin, String verb) {
            String path = path() + "/" + verb;
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson()).tell(calls.send("POST", path, null), Pausable::lines);
            }
            return 0;
        }

        private String path() {
            if ((lane == null) == (tenant == null)) {
                throw new CommandFailure(
                        "say which lane, or which tenant by --tenant", "./kiln queue depth shows the lanes");
            }
            if (tenant != null) {
                if (!TenantId.isValid(tenant)) {
                    throw new CommandFailure(
                            "'" + tenant + "' is no tenant's id", "./kiln queue tenants shows who waits");
                }
                return "/queue/tenants/" + tenant;
            }
            if (!List.of("interactive", "standard", "batch").contains(lane)) {
                throw new CommandFailure("there is no lane '" + lane + "'", "choose of interactive, standard, batch");
            }
            return "/queue/lanes/" + lane;
        }

        private static List<String> lines(JsonNode changed) {
            return changed.has("lane")
                    ? laneTable(List.of(changed))
                    : List.of(Cells.text(changed, "tenant") + "   "
                            + (changed.required("paused").asBoolean() ? "paused" : "open"));
        }
    }

    /** {@code kiln queue pause}. */
    @Command(
            name = "pause",
            description = "Begins nothing more of a lane or a tenant; it is still accepted, and what runs goes on.",
            mixinStandardHelpOptions = true)
    static final class Pause implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final Pausable which = new Pausable();

        @Override
        public Integer call() {
            return which.change(admin, "pause");
        }
    }

    /** {@code kiln queue resume}. */
    @Command(name = "resume", description = "Lets a paused lane or tenant go on.", mixinStandardHelpOptions = true)
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final Pausable which = new Pausable();

        @Override
        public Integer call() {
            return which.change(admin, "resume");
        }
    }

    /** {@code kiln queue recover}. */
    @Command(
            name = "recover",
            description = "Makes one recovery sweep, as every worker does by itself every few seconds.",
            mixinStandardHelpOptions = true)
    static final class Recover implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Override
        public Integer call() {
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson()).tell(calls.send("POST", "/recovery", null), Recover::lines);
            }
            return 0;
        }

        private static List<String> lines(JsonNode report) {
            return List.of(
                    Cells.text(report, "expiredLeases") + " expired leases given back, "
                            + Cells.text(report, "dueRetries") + " due retries made ready, "
                            + Cells.text(report, "deadLetters") + " dead letters, "
                            + Cells.text(report, "replays") + " of them replayed, "
                            + Cells.text(report, "expiredDeadLetters") + " forgotten",
                    Cells.text(report, "removedObjects") + " objects removed, " + Cells.text(report, "orphans")
                            + " more that nothing refers to",
                    "left: " + Cells.text(report, "leases") + " leases, " + Cells.text(report, "retries") + " retries");
        }
    }
}
