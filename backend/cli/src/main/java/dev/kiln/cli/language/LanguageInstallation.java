package dev.kiln.cli.language;

import dev.kiln.cli.build.DebianPackages;
import dev.kiln.cli.build.RootCommand;
import dev.kiln.cli.build.Tool;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.language.InstallPlan;
import dev.kiln.language.Language;
import dev.kiln.language.ToolchainPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Brings the packages of languages onto this machine, after saying what it will do. */
public final class LanguageInstallation {
    private final Terminal terminal;
    private final ToolchainPlaces places;
    private final boolean assumeYes;
    private final Path log;

    /**
     * @param places where toolchains lie
     * @param assumeYes whether the user's consent was given beforehand
     * @param log for what the package managers print
     */
    public LanguageInstallation(Terminal terminal, ToolchainPlaces places, boolean assumeYes, Path log) {
        this.terminal = terminal;
        this.places = places;
        this.assumeYes = assumeYes;
        this.log = log;
    }

    /** Installs what these languages name. */
    public void install(Collection<Language> languages) {
        SearchPath path = SearchPath.ofThisProcess();
        InstallPlan plan = InstallPlan.of(languages, places, path.has("npm"));
        if (plan.steps().isEmpty()) {
            return;
        }
        String names = languages.stream().map(Language::name).collect(Collectors.joining(", "));
        terminal.say("For " + names + " it takes:");
        plan.steps().forEach(step -> terminal.say("  " + spoken(step)));
        if (plan.steps().stream().anyMatch(InstallPlan.Step::needsRoot) && !path.has("apt-get")) {
            throw new CommandFailure(
                    "this system has no apt-get", "bring these languages with its own package manager: " + names);
        }
        if (!assumeYes && !terminal.consents("Do that?")) {
            throw new CommandFailure("not installed: " + names, "run the commands above");
        }
        plan.steps().forEach(this::run);
    }

    private void run(InstallPlan.Step step) {
        List<String> command = step.argv();
        if (step.needsRoot()) {
            List<String> quiet = new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"));
            quiet.addAll(command);
            command = RootCommand.of(terminal, quiet);
        }
        new Tool(terminal, log).run(step.description(), command, home(), DebianPackages::progress);
    }

    /** npm looks for a project in the folder that it is called in: this one has none. */
    private Path home() {
        try {
            return Files.createDirectories(places.data());
        } catch (IOException e) {
            throw new CommandFailure("the data folder is not writable: " + places.data(), "", e);
        }
    }

    private static String spoken(InstallPlan.Step step) {
        return step.needsRoot() ? RootCommand.spoken(step.argv()) : String.join(" ", step.argv());
    }
}
