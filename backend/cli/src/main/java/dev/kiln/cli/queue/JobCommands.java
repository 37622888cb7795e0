package dev.kiln.cli.queue;

import dev.kiln.cli.operator.AdminOption;
import dev.kiln.cli.operator.Answer;
import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Table;
import dev.kiln.deadletter.JobId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands of {@code kiln dead} that see to jobs. */
final class JobCommands {
    private JobCommands() {}

    /** {@code kiln dead jobs}. */
    @Command(
            name = "jobs",
            description = "Jobs that replay or purge by a filter, the last that began first.",
            mixinStandardHelpOptions = true)
    static final class Jobs implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Override
        public Integer call() {
            try (OperatorCalls calls = admin.connect()) {
                new Answer(admin.isJson()).tell(calls.get("/dead-letter-jobs"), Jobs::table);
            }
            return 0;
        }

        private static List<String> table(JsonNode all) {
            Table table = new Table("ID", "ACTION", "STATE", "DONE", "MEANT", "RATE", "BEGAN", "FILTER");
            for (JsonNode job : all.required("jobs")) {
                boolean dry = job.required("dryRun").asBoolean();
                boolean counted = job.required("counted").asBoolean();
                table.row(
                        Cells.text(job, "id"),
                        Cells.text(job, "action") + (dry ? ", dry run" : ""),
                        Cells.text(job, "state"),
                        Cells.text(job, "done"),
                        Cells.text(job, "matched") + (counted ? "" : " …"),
                        Cells.text(job, "ratePerSecond") + "/s",
                        Cells.time(job, "createdAt"),
                        filter(job.required("filter")));
            }
            return table.lines();
        }

        private static String filter(JsonNode filter) {
            String given = filter.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + "=" + field.getValue().asString())
                    .collect(Collectors.joining(" "));
            return given.isEmpty() ? "all" : given;
        }
    }

    /** The job that a command is about. */
    static final class JobArgument {
        @Parameters(index = "0", paramLabel = "JOB", description = "Its id, as ./kiln dead jobs shows it.")
        private String id = "";

        int change(AdminOption admin, String verb) {
            if (!JobId.isValid(id)) {
                throw new CommandFailure("'" + id + "' is no job's id", "./kiln dead jobs shows the ids");
            }
            try (OperatorCalls calls = admin.connect()) {
                String path = "/dead-letter-jobs/" + id + "/" + verb;
                new Answer(admin.isJson()).tell(calls.send("POST", path, null), JobRun::lines);
            }
            return 0;
        }
    }

    /** {@code kiln dead pause}. */
    @Command(name = "pause", description = "Lets a job rest.", mixinStandardHelpOptions = true)
    static final class Pause implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final JobArgument job = new JobArgument();

        @Override
        public Integer call() {
            return job.change(admin, "pause");
        }
    }

    /** {@code kiln dead resume}. */
    @Command(name = "resume", description = "Lets a paused job go on.", mixinStandardHelpOptions = true)
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final JobArgument job = new JobArgument();

        @Override
        public Integer call() {
            return job.change(admin, "resume");
        }
    }

    /** {@code kiln dead stop}. */
    @Command(
            name = "stop",
            description = "Ends a job where it stands; what it has done is done.",
            mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Mixin
        private final AdminOption admin = new AdminOption();

        @Mixin
        private final JobArgument job = new JobArgument();

        @Override
        public Integer call() {
            return job.change(admin, "stop");
        }
    }
}
