package dev.kiln.cli.queue;

import dev.kiln.cli.operator.AdminOption;
import dev.kiln.cli.operator.Answer;
import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.operator.Subcommand;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Table;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.execution.ExecutionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

/** {@code kiln dead}. */
@Command(
        name = "dead",
        description = "Dead letters of the running Kiln: executions that infrastructure failed too often.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeadCommand.ListAll.class,
            DeadCommand.Show.class,
            DeadCommand.Replay.class,
            DeadCommand.Purge.class,
            JobCommands.Jobs.class,
            JobCommands.Pause.class,
            JobCommands.Resume.class,
            JobCommands.Stop.class
        })
public final class DeadCommand implements Runnable {
    private static final String LETTERS = "/dead-letters";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Subcommand.missing(spec);
    }

    private static String path(String id) {
        if (!ExecutionId.isValid(id)) {
            throw new CommandFailure("'" + id + "' is no execution's id", "./kiln dead list shows the ids");
        }
        return LETTERS + "/" + id;
    }

    /** {@code kiln dead list}. */
    @Command(
            name = "list",
            description = "Those that are meant, the last that died first.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final FilterOptions filter = new FilterOptions();

        @Option(
                names = "--most",
                paramLabel = "N",
                description = "No more than so many (${DEFAULT-VALUE}).",
                defaultValue = "1000")
        private int most;

        @Override
        public Integer call() {
            if (most < 1) {
                throw new CommandFailure("--most is " + most, "give 1 or more");
            }
            ObjectNode all = OperatorCalls.object();
            ArrayNode letters = all.putArray("deadLetters");
            boolean more;
            try (OperatorCalls calls = admin.connect()) {
                String query = filter.isEmpty() ? "" : "?" + filter.toQuery();
                more = calls.forEachUntil(LETTERS + query, "deadLetters", letter -> {
                    letters.add(letter);
                    return letters.size() == most;
                });
            }
            Answer answer = new Answer(admin.isJson());
            answer.tell(all, ListAll::table);
            if (more) {
                answer.remark("There are more; --most shows them.");
            }
            return 0;
        }

        private static List<String> table(JsonNode all) {
            Table table = new Table("ID", "DIED", "REASON", "ATTEMPTS", "LANGUAGE", "TENANT");
            for (JsonNode letter : all.required("deadLetters")) {
                table.row(
                        Cells.text(letter, "id"),
                        Cells.time(letter, "diedAt"),
                        Cells.text(letter, "reason"),
                        Cells.text(letter, "attempts"),
                        Cells.text(letter.required("language"), "id"),
                        Cells.text(letter, "tenant"));
            }
            return table.lines();
        }
    }

    /** {@code kiln dead show}. */
    @Command(name = "show", description = "One, with how each of its attempts ended.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Parameters(index = "0", paramLabel = "ID", description = "The execution's id.")
        private String id = "";

        @Override
        public Integer call() {
            String path = path(id);
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson()).tell(calls.get(path), Show::lines);
            }
            return 0;
        }

        private static List<String> lines(JsonNode whole) {
            JsonNode letter = whole.required("deadLetter");
            List<String> lines = new ArrayList<>();
            lines.add(Cells.text(letter, "id") + "   " + Cells.text(letter.required("language"), "id") + "   "
                    + Cells.text(letter, "lane") + "   of " + Cells.text(letter, "tenant"));
            lines.add("  accepted " + Cells.time(letter, "createdAt") + ", died " + Cells.time(letter, "diedAt")
                    + ", generation " + Cells.text(letter, "generation") + ", replayed by itself "
                    + Cells.text(letter, "replays") + " times");
            lines.add("  " + Cells.text(letter, "reason") + ": " + Cells.text(letter, "message"));
            lines.add("");
            Table table = new Table("GENERATION", "ATTEMPT", "WORKER", "BEGAN", "ENDED", "REASON");
            for (JsonNode attempt : whole.required("attempts")) {
                table.row(
                        Cells.text(attempt, "generation"),
                        Cells.text(attempt, "attempt"),
                        Cells.text(attempt, "worker"),
                        Cells.time(attempt, "startedAt"),
                        Cells.time(attempt, "endedAt"),
                        attempt.required("reason").isNull() ? "handed back" : Cells.text(attempt, "reason"));
            }
            lines.addAll(table.lines());
            return lines;
        }
    }

    /** Which are meant: one by its id, some by a filter, or all. */
    static final class Meant {
        @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "One, by the execution's id.")
        private @Nullable String id;

        @Mixin
        private final FilterOptions filter = new FilterOptions();

        @Option(names = "--all", description = "Every one.")
        private boolean all;

        /** The address of the one that is meant, or null if some are. */
        @Nullable
        String one() {
            int ways = (id == null ? 0 : 1) + (filter.isEmpty() ? 0 : 1) + (all ? 1 : 0);
            if (ways != 1) {
                throw new CommandFailure(
                        "say which: an id, or a filter, or --all", "./kiln dead list shows those that a filter means");
            }
            return id == null ? null : path(id);
        }
    }

    /** {@code kiln dead replay}. */
    @Command(
            name = "replay",
            description = "Puts back one, or as a job those that a filter means; exit code 1 if the job was stopped.",
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final Meant meant = new Meant();

        @Mixin
        private final JobRun job = new JobRun();

        @Override
        public Integer call() {
            String one = meant.one();
            if (one == null) {
                return job.run(admin, "replay", meant.filter);
            }
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson())
                        .tell(
                                calls.send("POST", one + "/replay", null),
                                replayed -> List.of("Replayed: " + Cells.text(replayed, "id")));
            }
            return 0;
        }
    }

    /** {@code kiln dead purge}. */
    @Command(
            name = "purge",
            description =
                    "Forgets one for good, or as a job those that a filter means; exit code 1 if the job was stopped.",
            mixinStandardHelpOptions = true)
    static final class Purge implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final Meant meant = new Meant();

        @Mixin
        private final JobRun job = new JobRun();

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        public Integer call() {
            String one = meant.one();
            if (one == null) {
                if (!job.isDry()) {
                    askFirst();
                }
                return job.run(admin, "purge", meant.filter);
            }
            try (OperatorCalls calls = admin.connect()) {
                calls.send("DELETE", one, null);
                ObjectNode purged = OperatorCalls.object().put("id", meant.id);
                new Answer(admin.isJson()).tell(purged, gone -> List.of("Purged: " + Cells.text(gone, "id")));
            }
            return 0;
        }

        private void askFirst() {
            Terminal terminal = Terminal.ofProcess();
            if (yes) {
                return;
            }
            if (!terminal.isInteractive()) {
                throw new CommandFailure(
                        "purging by a filter is for good, and nobody is there to be asked",
                        "pass --yes; --dry-run counts those that are meant");
            }
            if (!terminal.consents("Forget those that are meant for good?")) {
                throw new CommandFailure("nothing was purged", "");
            }
        }
    }
}
