package dev.kiln.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The commands that bring the toolchains of languages onto a Debian or Ubuntu host. Immutable; nothing is run here.
 *
 * @param steps in order; empty if the languages need no packages
 */
public record InstallPlan(List<Step> steps) {
    public InstallPlan {
        steps = List.copyOf(steps);
    }

    /**
     * One command.
     *
     * @param description what it does, for people
     * @param argv the command
     * @param needsRoot whether it has to be run as root
     */
    public record Step(String description, List<String> argv, boolean needsRoot) {
        public Step {
            argv = List.copyOf(argv);
        }
    }

    /**
     * The plan for these languages with their libraries: Debian's packages in one go, then npm's for each language.
     *
     * @param npmIsHere whether there is an {@code npm} on the PATH; Debian's is not asked for then, because it does not
     *     go together with a Node that brings its own
     */
    public static InstallPlan of(Collection<Language> languages, ToolchainPlaces places, boolean npmIsHere) {
        List<Step> steps = new ArrayList<>();
        List<String> debian = languages.stream()
                .flatMap(language -> debianPackages(language, npmIsHere))
                .distinct()
                .sorted()
                .toList();
        if (!debian.isEmpty()) {
            List<String> argv = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
            argv.addAll(debian);
            steps.add(new Step("Refresh the list of Debian packages", List.of("apt-get", "update"), true));
            steps.add(new Step("Install " + String.join(", ", debian), argv, true));
        }
        for (Language language : languages) {
            List<String> npm = language.packages().npm();
            if (!npm.isEmpty()) {
                List<String> argv = new ArrayList<>(List.of(
                        "npm",
                        "install",
                        "--prefix",
                        places.installed(language).toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund"));
                argv.addAll(npm);
                steps.add(new Step("Install " + String.join(", ", npm) + " for " + language.name(), argv, false));
            }
        }
        return new InstallPlan(steps);
    }

    private static Stream<String> debianPackages(Language language, boolean npmIsHere) {
        boolean needsNpm = !npmIsHere && !language.packages().npm().isEmpty();
        return Stream.of(
                        language.packages().debian().stream(),
                        language.libraries().stream().map(Language.Library::debian),
                        needsNpm ? Stream.of("npm") : Stream.<String>empty())
                .flatMap(packages -> packages);
    }
}
