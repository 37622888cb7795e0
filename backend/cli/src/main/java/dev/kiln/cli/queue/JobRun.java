package dev.kiln.cli.queue;

import dev.kiln.cli.operator.AdminOption;
import dev.kiln.cli.operator.Answer;
import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Begins a job over dead letters and follows it to its end. If the command is ended, the job goes on. */
final class JobRun {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int BAR = 24;
    private static final int STOPPED = 1;

    private final Terminal terminal = Terminal.ofProcess();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most so many in a second, 1 to 1000 (${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int rate;

    @Option(names = "--dry-run", description = "Count those that are meant, and do nothing.")
    private boolean dryRun;

    @Option(names = "--no-wait", description = "Begin it and do not wait for its end.")
    private boolean detached;

    /** Whether nothing would be done. */
    boolean isDry() {
        return dryRun;
    }

    int run(AdminOption admin, String action, FilterOptions filter) {
        ObjectNode order = OperatorCalls.object().put("action", action);
        order.set("filter", filter.toJson());
        order.put("ratePerSecond", rate).put("dryRun", dryRun);
        Answer answer = new Answer(admin.isJson());
        try (OperatorCalls calls = admin.connect()) {
            JsonNode job = calls.send("POST", "/dead-letter-jobs", order).body();
            String path = "/dead-letter-jobs/" + job.required("id").asString();
            if (!detached) {
                answer.remark("Job " + job.required("id").asString() + "; if this command ends, it goes on.");
                job = follow(calls, path, job);
            }
            answer.tell(job, JobRun::lines);
            return state(job).equals("stopped") ? STOPPED : 0;
        }
    }

    private JsonNode follow(OperatorCalls calls, String path, JsonNode begun) {
        JsonNode job = begun;
        while (List.of("running", "paused").contains(state(job))) {
            terminal.passing(progress(job));
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("the command was interrupted", "the job goes on: ./kiln dead jobs", e);
            }
            job = calls.get(path);
        }
        return job;
    }

    static List<String> lines(JsonNode job) {
        String what = Cells.text(job, "id") + "   " + Cells.text(job, "action") + "   " + state(job) + "   ";
        return List.of(
                job.required("dryRun").asBoolean()
                        ? what + Cells.text(job, "matched") + " are meant; nothing was done"
                        : what + Cells.text(job, "done") + " of " + Cells.text(job, "matched"));
    }

    private static String progress(JsonNode job) {
        long matched = job.required("matched").asLong();
        long done = job.required("done").asLong();
        if (!job.required("counted").asBoolean()) {
            return "counting: " + matched;
        }
        int filled = matched == 0 ? BAR : (int) Math.min(BAR, BAR * done / matched);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + done + " of " + matched + "   "
                + state(job);
    }

    private static String state(JsonNode job) {
        return Cells.text(job, "state");
    }
}
