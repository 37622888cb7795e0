package dev.kiln.worker.sandbox.kilnbox;

import dev.kiln.worker.sandbox.SandboxRefused;
import dev.kiln.worker.sandbox.SelfTest;
import dev.kiln.worker.sandbox.SelfTest.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets the launcher prove on this machine that a box holds: {@code kiln-box check}. */
public final class KilnBoxCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 1 << 20;

    private KilnBoxCheck() {}

    /**
     * Runs the checks.
     *
     * @throws SandboxRefused if one does not hold, naming it and what mends it, or the launcher gives no answer
     */
    public static SelfTest require(Path program) {
        SelfTest selfTest = run(program);
        if (!selfTest.holds()) {
            String failed = selfTest.failed().stream()
                    .map(check -> check.name() + " (" + check.proves() + ")"
                            + (check.detail() == null ? "" : ": " + check.detail()))
                    .collect(Collectors.joining("; "));
            String remedies = selfTest.failed().stream()
                    .map(Check::remedy)
                    .filter(remedy -> remedy != null && !remedy.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(" "));
            throw new SandboxRefused("This machine does not give the promised box. Failed: " + failed, remedies);
        }
        return selfTest;
    }

    private static SelfTest run(Path program) {
        byte[] answer;
        try (var watchdog = new Watchdog()) {
            answer = ask(program, watchdog);
        } catch (IOException absent) {
            throw new SandboxRefused(
                    "The launcher of boxes cannot be started: " + absent.getMessage(),
                    "Build it with `make -C worker/native`, and let KILN_BOX name it.");
        }
        try {
            return read(JsonMapper.shared().readTree(answer));
        } catch (JacksonException noJson) {
            throw new SandboxRefused(
                    "The check of the box gave no answer: " + program + " check --json",
                    "Run it by hand to see what it says.");
        }
    }

    private static byte[] ask(Path program, Watchdog watchdog) throws IOException {
        var builder = new ProcessBuilder(program.toString(), "check", "--json")
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        Future<?> watch = watchdog.watch(process, PATIENCE);
        try (var output = process.getInputStream()) {
            process.getOutputStream().close();
            return output.readNBytes(MOST_BYTES);
        } finally {
            Watchdog.end(process);
            watch.cancel(false);
        }
    }

    private static SelfTest read(JsonNode node) {
        List<Check> checks = new ArrayList<>();
        for (JsonNode check : node.required("checks")) {
            checks.add(new Check(
                    check.required("name").asString(),
                    check.required("holds").asBoolean(),
                    check.required("proves").asString(),
                    optional(check, "detail"),
                    optional(check, "remedy")));
        }
        return new SelfTest(
                node.required("version").asString(), node.required("isolation").asString(), checks);
    }

    private static @Nullable String optional(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }
}
