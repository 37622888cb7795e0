package dev.kiln.cli.check;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.ApplicationBuild;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.build.DebianPackages;
import dev.kiln.cli.build.NodeToolchain;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kiln test}. */
@Command(
        name = "test",
        description = "Runs all tests: C, TypeScript, Java, browser, cloud; --full adds those that take long.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
    private static final String SANITIZED = "C with sanitizers";
    private static final String CLOUD = "cloud";
    private static final String TAGGED = "Java tests that are tagged as full";

    @Option(names = "--full", description = "Also those that take long.")
    private boolean full;

    @Option(names = "--yes", description = "Install what is missing without asking.")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        Checkout checkout = Checkout.ofThisProcess();
        Stages stages = new Stages(terminal);
        provide(terminal, checkout, stages);
        Path root = checkout.root();
        Path launcher = root.resolve("worker/native");
        stages.run("C", launcher, List.of(List.of("make", "-j2"), List.of("make", "check")));
        if (full) {
            stages.run(SANITIZED, launcher, List.of(List.of("make", "check-sanitize")));
        }
        stages.run(
                "TypeScript",
                root.resolve("frontend"),
                List.of(List.of("npm", "ci", "--no-audit", "--no-fund"), List.of("npm", "run", "check")));
        long began = System.currentTimeMillis();
        boolean java = stages.run("Java", root, List.of(maven(checkout, "-pl", "!e2e", "verify")));
        if (java) {
            new ApplicationBuild(checkout, terminal).layOut(List.of(Application.values()), began);
            stages.run("browser and the whole", root, List.of(maven(checkout, wholeOnly())));
        } else {
            stages.leaveOut("browser and the whole");
        }
        boolean cloud = SearchPath.ofThisProcess().has("terraform");
        if (cloud) {
            stages.run(
                    CLOUD,
                    root,
                    List.of(List.of(root.resolve("terraform/verify/verify").toString())));
        }
        boolean passed = stages.tell();
        if (!cloud) {
            terminal.say("NOT RUN: " + CLOUD + ", because there is no terraform (1.11 or newer) on PATH.");
        }
        terminal.say(full ? "Nothing was left out." : "Left to ./kiln test --full: " + SANITIZED + ", " + TAGGED);
        return passed ? 0 : 1;
    }

    /** The modules that e2e needs are packaged again, which is quick, but their tests have been run. */
    private static String[] wholeOnly() {
        return new String[] {
            "-pl",
            "e2e",
            "-am",
            "-Dspotless.check.skip=true",
            "-Dtest=" + ofTheWhole("Test"),
            "-Dit.test=" + ofTheWhole("IT") + "," + ofTheWhole("Drill") + "," + ofTheWhole("Journey"),
            "-Dsurefire.failIfNoSpecifiedTests=false",
            "-Dfailsafe.failIfNoSpecifiedTests=false",
            "verify"
        };
    }

    private static String ofTheWhole(String ending) {
        return "dev/kiln/e2e/**/*" + ending;
    }

    private List<String> maven(Checkout checkout, String... arguments) {
        var command =
                new java.util.ArrayList<>(List.of(checkout.script().toString(), "mvn", "-B", "-ntp", "--fail-at-end"));
        if (full) {
            command.add("-Dtests.leftOut=");
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private void provide(Terminal terminal, Checkout checkout, Stages stages) {
        Path log = checkout.target().resolve("test.log");
        SearchPath path = SearchPath.ofThisProcess();
        Set<String> missing = new LinkedHashSet<>();
        if (!path.has("chromium")) {
            missing.add("chromium");
        }
        if (!path.has("chromedriver")) {
            missing.add("chromium-driver");
        }
        if (!path.has("cc") || !path.has("make") || !Files.exists(Path.of("/usr/include/seccomp.h"))) {
            missing.addAll(List.of("gcc", "libc6-dev", "make", "libseccomp-dev"));
        }
        if (!path.has("python3")) {
            missing.add("python3");
        }
        missing.addAll(DrillPackages.missing(path));
        NodeToolchain node = new NodeToolchain(Path.of(System.getProperty("user.home"), ".kiln"));
        if (node.find().isEmpty() && !path.has("npm")) {
            missing.add("npm");
        }
        if (!missing.isEmpty()) {
            new DebianPackages(terminal, yes, log).install("the tests", missing);
        }
        Path bin = node.provide(terminal, log)
                .orElseThrow(() -> new CommandFailure(
                        "there is no Node.js 24 and no npm to fetch it with", DebianPackages.command(List.of("npm"))));
        stages.with("PATH", bin + ":" + System.getenv("PATH"));
        stages.with("JAVA_HOME", System.getProperty("java.home"));
    }
}
