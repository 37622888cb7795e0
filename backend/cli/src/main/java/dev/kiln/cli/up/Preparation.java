package dev.kiln.cli.up;

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be there before anything can start: programs of the system, and what is built from the sources. */
final class Preparation {
    private final Checkout checkout;
    private final Terminal terminal;
    private final boolean assumeYes;
    private final SearchPath path = SearchPath.ofThisProcess();

    Preparation(Checkout checkout, Terminal terminal, boolean assumeYes) {
        this.checkout = checkout;
        this.terminal = terminal;
        this.assumeYes = assumeYes;
    }

    void prepare(Set<Application> applications) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new CommandFailure("Kiln runs on Linux", "use a Linux machine, virtual or not");
        }
        requirePrograms(List.of("setsid", "setpriv", "unshare", "mount"));
        ApplicationBuild build = new ApplicationBuild(checkout, terminal);
        if (applications.contains(Application.WORKER)) {
            installCompiler(build);
            build.buildBox();
        }
        List<Application> stale = build.stale(applications);
        if (!stale.isEmpty()) {
            build.build(stale, node(build, stale));
        }
    }

    private void installCompiler(ApplicationBuild build) {
        Set<String> missing = new LinkedHashSet<>();
        if (!path.has("cc") && !path.has("gcc")) {
            missing.addAll(List.of("gcc", "libc6-dev"));
        }
        if (!path.has("make")) {
            missing.add("make");
        }
        if (!Files.exists(Path.of("/usr/include/seccomp.h"))) {
            missing.add("libseccomp-dev");
        }
        if (!missing.isEmpty()) {
            new DebianPackages(terminal, assumeYes, build.log()).install("the sandbox", missing);
        }
    }

    private Optional<Path> node(ApplicationBuild build, List<Application> stale) {
        if (!stale.contains(Application.CONTROL)) {
            return Optional.empty();
        }
        Path tools = Path.of(System.getProperty("user.home"), ".kiln");
        return new NodeToolchain(tools).provide(terminal, build.log());
    }

    private void requirePrograms(List<String> programs) {
        List<String> missing = new ArrayList<>(programs);
        missing.removeIf(path::has);
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    "programs of util-linux are missing: " + String.join(", ", missing),
                    DebianPackages.command(List.of("util-linux", "mount")));
        }
    }
}
