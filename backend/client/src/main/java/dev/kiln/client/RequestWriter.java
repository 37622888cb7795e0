package dev.kiln.client;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A request as the API reads it. What was not said is left out, so that the server's defaults hold. */
final class RequestWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private RequestWriter() {}

    static byte[] write(ExecutionRequest request) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("language", request.language());
            if (request.source() != null) {
                json.writeStringProperty("source", request.source());
            }
            writeFiles(json, request.files());
            writeArgs(json, request.args());
            writeContent(json, "stdin", request.stdin().isEmpty() ? null : request.stdin());
            writeLimits(json, request.limits());
            writeContent(json, "expectedOutput", request.expectedOutput());
            if (request.lane() != null) {
                json.writeStringProperty("lane", request.lane().word());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeFiles(JsonGenerator json, List<SourceFile> files) {
        if (files.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("files");
        for (SourceFile file : files) {
            json.writeStartObject();
            json.writeStringProperty("path", file.path());
            boolean text = file.content().isText();
            json.writeStringProperty(
                    "content", text ? file.content().text() : file.content().base64());
            json.writeStringProperty("encoding", text ? "utf-8" : "base64");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeArgs(JsonGenerator json, List<String> args) {
        if (args.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("args");
        args.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void writeContent(JsonGenerator json, String name, @Nullable Content content) {
        if (content == null) {
            return;
        }
        if (content.isText()) {
            json.writeStringProperty(name, content.text());
        } else {
            json.writeStringProperty(name, content.base64());
            json.writeStringProperty(name + "Encoding", "base64");
        }
    }

    private static void writeLimits(JsonGenerator json, Limits limits) {
        if (limits.equals(Limits.defaults())) {
            return;
        }
        json.writeObjectPropertyStart("limits");
        writeNumber(json, "cpuMillis", limits.cpuMillis());
        writeNumber(json, "wallMillis", limits.wallMillis());
        writeNumber(json, "memoryBytes", limits.memoryBytes());
        writeNumber(json, "processes", limits.processes());
        writeNumber(json, "outputBytes", limits.outputBytes());
        writeNumber(json, "fileBytes", limits.fileBytes());
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String name, @Nullable Number value) {
        if (value != null) {
            json.writeNumberProperty(name, value.longValue());
        }
    }
}
