package dev.kiln.cli.doctor;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.confine.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets the launcher of boxes try to break out of one: what fails is what is wrong. */
final class SandboxCheck {
    private static final String NAME = "sandbox";

    private SandboxCheck() {}

    static Check run(Checkout checkout) {
        if (!Files.isExecutable(checkout.box())) {
            return Check.wrong(NAME, "the launcher of boxes is not built", "make -C worker/native");
        }
        try {
            Process process = new ProcessBuilder(checkout.box().toString(), "check", "--json")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            JsonNode answer = new JsonMapper().readTree(process.getInputStream().readAllBytes());
            return judge(answer);
        } catch (IOException | JacksonException e) {
            return Check.wrong(
                    NAME, "the launcher of boxes gives no answer: " + checkout.box(), "make -C worker/native");
        }
    }

    private static Check judge(JsonNode answer) {
        List<JsonNode> failed = StreamSupport.stream(answer.path("checks").spliterator(), false)
                .filter(check -> !check.path("holds").asBoolean())
                .toList();
        if (failed.isEmpty() && answer.path("holds").asBoolean()) {
            return Check.fine(
                    NAME,
                    answer.path("isolation").asString() + ", cgroup "
                            + answer.path("cgroup").asString());
        }
        String wrong = failed.stream()
                .map(check -> check.path("name").asString() + ": "
                        + check.path("detail").asString(check.path("proves").asString()))
                .collect(Collectors.joining("; "));
        String remedies = failed.stream()
                .map(check -> check.path("remedy").asString(""))
                .filter(remedy -> !remedy.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!Confinement.isRoot()) {
            return Check.wrong(NAME, "cannot be proved without root's rights (" + wrong + ")", "sudo ./kiln doctor");
        }
        return Check.wrong(NAME, wrong, remedies);
    }
}
