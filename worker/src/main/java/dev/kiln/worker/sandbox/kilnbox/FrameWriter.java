package dev.kiln.worker.sandbox.kilnbox;

import dev.kiln.execution.Content;
import dev.kiln.worker.sandbox.BoxSpec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Says to the launcher what it is to do. Nothing leaves before {@link #flush}. For one thread at a time. */
final class FrameWriter {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final DataOutputStream stream;

    FrameWriter(OutputStream stream) {
        this.stream = new DataOutputStream(new BufferedOutputStream(stream, BUFFER_BYTES));
    }

    void file(String path, Content content) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = content.toBytes();
        begin('F', 2 + name.length + 1 + bytes.length);
        stream.writeShort(name.length);
        stream.write(name);
        stream.write(0);
        stream.write(bytes);
    }

    void input(Content content) throws IOException {
        byte[] bytes = content.toBytes();
        begin('I', bytes.length);
        stream.write(bytes);
    }

    void run(BoxSpec spec) throws IOException {
        var fields = new ByteArrayOutputStream();
        for (String argument : spec.argv()) {
            field(fields, "arg", argument);
        }
        for (var variable : spec.environment().entrySet()) {
            field(fields, "env", variable.getKey() + "=" + variable.getValue());
        }
        field(fields, "cpuMillis", spec.limits().cpuMillis());
        field(fields, "wallMillis", spec.limits().wallMillis());
        field(fields, "memoryBytes", spec.limits().memoryBytes());
        field(fields, "processes", spec.limits().processes());
        field(fields, "outputBytes", spec.limits().outputBytes());
        field(fields, "fileBytes", spec.limits().fileBytes());
        field(fields, "stackBytes", spec.stackBytes());
        begin('R', fields.size());
        fields.writeTo(stream);
    }

    void kill() throws IOException {
        begin('K', 0);
    }

    void flush() throws IOException {
        stream.flush();
    }

    private void begin(char type, int length) throws IOException {
        stream.writeInt(length);
        stream.write(type);
    }

    private static void field(ByteArrayOutputStream fields, String name, long value) {
        field(fields, name, Long.toString(value));
    }

    /** A NUL would begin a field of the caller's making. */
    private static void field(ByteArrayOutputStream fields, String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " has a NUL");
        }
        fields.writeBytes((name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8));
    }
}
