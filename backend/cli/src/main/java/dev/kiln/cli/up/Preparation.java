package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.ApplicationBuild;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.build.DebianPackages;
import dev.kiln.cli.build.NodeToolchain;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.language.LanguageInstallation;
import dev.kiln.cli.language.Toolchains;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.language.Discovery;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.language.ToolchainPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be there before anything can start: programs of the system, and what is built from the sources. */
final class Preparation {
    private static final List<String> CORE_LANGUAGES = List.of("python", "javascript", "c", "cpp", "bash");

    private final Checkout checkout;
    private final DataFolder data;
    private final Terminal terminal;
    private final boolean assumeYes;
    private final SearchPath path = SearchPath.ofThisProcess();

    Preparation(Checkout checkout, DataFolder data, Terminal terminal, boolean assumeYes) {
        this.checkout = checkout;
        this.data = data;
        this.terminal = terminal;
        this.assumeYes = assumeYes;
    }

    void prepare(Set<Application> applications) throws InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new CommandFailure("Kiln runs on Linux", "use a Linux machine, virtual or not");
        }
        requirePrograms(List.of("setsid", "setpriv", "unshare", "mount"));
        ApplicationBuild build = new ApplicationBuild(checkout, terminal);
        if (applications.contains(Application.WORKER)) {
            installCompiler(build);
            build.buildBox();
            installLanguages(build.log());
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

    /** A few languages are there from the start; ./kiln languages install brings the others. */
    private void installLanguages(Path log) throws InterruptedException {
        LanguageCatalog catalog = LanguageCatalog.load(checkout.languages());
        ToolchainPlaces places = Toolchains.places(data);
        List<Language> core = CORE_LANGUAGES.stream()
                .flatMap(name -> catalog.find(name).stream())
                .toList();
        List<Language> missing = new ToolchainDiscovery(places)
                .discover(core).stream()
                        .filter(Discovery.Missing.class::isInstance)
                        .map(Discovery::language)
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            new LanguageInstallation(terminal, places, assumeYes, log).install(missing);
        } catch (CommandFailure e) {
            // Kiln is of use without them, so it starts.
            terminal.say("Goes on without: " + e.getMessage() + "; " + e.remedy());
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
