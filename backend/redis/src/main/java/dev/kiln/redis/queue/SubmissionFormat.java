package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.ContentFormat.JSON;

import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.execution.Limits;
import dev.kiln.execution.SourceFile;
import dev.kiln.execution.Submission;
import dev.kiln.queue.Lane;
import dev.kiln.tenant.TenantId;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A submission as the queue stores it. Workers of the version before must be able to read what this one writes. */
final class SubmissionFormat {
    private SubmissionFormat() {}

    static String write(Submission submission) {
        ObjectNode node = JSON.createObjectNode();
        node.put("tenant", submission.tenant().value());
        node.put("lane", submission.lane().word());
        node.put("language", submission.language().id());
        if (submission.language().version() != null) {
            node.put("version", submission.language().version());
        }
        ArrayNode files = node.putArray("files");
        for (SourceFile file : submission.files()) {
            ContentFormat.write(files.addObject().put("path", file.path()), "content", file.content());
        }
        ArrayNode args = node.putArray("args");
        submission.args().forEach(args::add);
        ContentFormat.write(node, "stdin", submission.stdin());
        Limits limits = submission.limits();
        node.putObject("limits")
                .put("cpuMillis", limits.cpuMillis())
                .put("wallMillis", limits.wallMillis())
                .put("memoryBytes", limits.memoryBytes())
                .put("processes", limits.processes())
                .put("outputBytes", limits.outputBytes())
                .put("fileBytes", limits.fileBytes());
        if (submission.expectedOutput() != null) {
            ContentFormat.write(node, "expectedOutput", submission.expectedOutput());
        }
        return node.toString();
    }

    static Submission read(ExecutionId id, String json) {
        JsonNode node = JSON.readTree(json);
        var files = new ArrayList<SourceFile>();
        for (JsonNode file : node.required("files")) {
            files.add(new SourceFile(file.required("path").asString(), ContentFormat.read(file, "content")));
        }
        var args = new ArrayList<String>();
        for (JsonNode arg : node.required("args")) {
            args.add(arg.asString());
        }
        JsonNode version = node.get("version");
        return new Submission(
                id,
                new TenantId(node.required("tenant").asString()),
                Lane.ofWord(node.required("lane").asString()),
                new LanguageChoice(node.required("language").asString(), version == null ? null : version.asString()),
                files,
                args,
                ContentFormat.read(node, "stdin"),
                readLimits(node.required("limits")),
                ContentFormat.has(node, "expectedOutput") ? ContentFormat.read(node, "expectedOutput") : null);
    }

    private static Limits readLimits(JsonNode limits) {
        return new Limits(
                limits.required("cpuMillis").asLong(),
                limits.required("wallMillis").asLong(),
                limits.required("memoryBytes").asLong(),
                limits.required("processes").asInt(),
                limits.required("outputBytes").asLong(),
                limits.required("fileBytes").asLong());
    }
}
