package dev.kiln.cli.check;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.build.NodeToolchain;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code kiln format}. */
@Command(
        name = "format",
        description = "Mends the formatting that the build checks: Java, poms, TypeScript, C.",
        mixinStandardHelpOptions = true)
public final class FormatCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        Checkout checkout = Checkout.ofThisProcess();
        Stages stages = new Stages(terminal);
        stages.with("JAVA_HOME", System.getProperty("java.home"));
        List<String> leftOut = new ArrayList<>();
        stages.run(
                "Java", checkout.root(), List.of(List.of(checkout.script().toString(), "mvn", "-q", "spotless:apply")));
        Path frontend = checkout.root().resolve("frontend");
        var node = new NodeToolchain(Path.of(System.getProperty("user.home"), ".kiln"))
                .provide(terminal, checkout.target().resolve("format.log"));
        if (node.isPresent()) {
            stages.with("PATH", node.get() + ":" + System.getenv("PATH"));
            List<List<String>> commands = new ArrayList<>();
            if (!Files.isDirectory(frontend.resolve("node_modules"))) {
                commands.add(List.of("npm", "ci", "--no-audit", "--no-fund"));
            }
            commands.add(List.of("npm", "run", "format"));
            stages.run("TypeScript", frontend, commands);
        } else {
            leftOut.add("TypeScript (apt-get install npm)");
        }
        if (SearchPath.ofThisProcess().has("clang-format")) {
            stages.run("C", checkout.root().resolve("worker/native"), List.of(List.of("make", "format")));
        } else {
            leftOut.add("C (apt-get install clang-format)");
        }
        boolean done = stages.tell();
        if (!leftOut.isEmpty()) {
            terminal.say("Left as it is, for want of its program: " + String.join(", ", leftOut));
        }
        return done ? 0 : 1;
    }
}
