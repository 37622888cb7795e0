package dev.kiln.language;

import dev.kiln.language.InstalledLanguage.InstalledLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the toolchains of languages on this host: resolves the candidates of each language file, asks each toolchain
 * for its version, and takes the first that works. All languages are looked for at the same time. Safe for use by many
 * threads; every call looks anew.
 */
public final class ToolchainDiscovery {
    private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(10);
    private static final int SHOWN_OUTPUT = 200;

    private final ToolchainPlaces places;
    private final Predicate<Path> canBeShown;

    /** Looks in the given places of this host. A toolchain that boxes cannot be shown counts as missing. */
    public ToolchainDiscovery(ToolchainPlaces places) {
        this(places, SystemFolders::canBeShown);
    }

    /** @param canBeShown whether a box can be shown an absolute path */
    ToolchainDiscovery(ToolchainPlaces places, Predicate<Path> canBeShown) {
        this.places = places;
        this.canBeShown = canBeShown;
    }

    /**
     * Looks for each language, in parallel. Answers come in the order of the languages.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public List<Discovery> discover(Collection<Language> languages) throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Discovery>> searches = languages.stream()
                    .map(language -> executor.submit(() -> discover(language)))
                    .toList();
            List<Discovery> found = new ArrayList<>();
            for (Future<Discovery> search : searches) {
                found.add(search.get());
            }
            return List.copyOf(found);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search for a toolchain failed", e.getCause());
        }
    }

    /**
     * Looks for one language.
     *
     * @throws InterruptedException if the thread is interrupted while a version command runs
     */
    public Discovery discover(Language language) throws InterruptedException {
        Set<String> faults = new LinkedHashSet<>();
        for (Toolchain.Candidate candidate : language.toolchain().candidates()) {
            Optional<String> home = places.anchor(candidate.home());
            List<Path> homes = home.map(PathGlob::find).orElse(List.of());
            if (homes.isEmpty()) {
                faults.add(home.orElse(candidate.home()) + " is not there");
            }
            for (Path folder : homes) {
                Optional<InstalledLanguage> installed = examine(language, candidate, realPath(folder), faults);
                if (installed.isPresent()) {
                    return new Discovery.Present(installed.get());
                }
            }
        }
        return new Discovery.Missing(
                language, String.join("; ", faults), List.of("./kiln", "languages", "install", language.id()));
    }

    private Optional<InstalledLanguage> examine(
            Language language, Toolchain.Candidate candidate, Path home, Set<String> faults)
            throws InterruptedException {
        Map<String, Path> tools = new LinkedHashMap<>();
        for (var tool : candidate.tools().entrySet()) {
            Optional<Path> executable = executable(tool.getValue(), home);
            if (executable.isEmpty()) {
                faults.add("no " + tool.getKey() + " in " + home);
                return Optional.empty();
            }
            tools.put(tool.getKey(), executable.get());
        }
        List<Path> exposed = exposed(candidate, home, tools);
        Optional<Path> hidden = exposed.stream().filter(canBeShown.negate()).findFirst();
        if (hidden.isPresent()) {
            faults.add(hidden.get() + " cannot be shown to a box, which has a folder of its own there");
            return Optional.empty();
        }
        Optional<String> version = version(language, home, tools, faults);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        var installed =
                new InstalledLanguage(language, version.get(), home, tools, exposed, libraries(language, home), null);
        return Optional.of(PreparedFolder.of(installed, places)
                .existing()
                .map(installed::withPrepared)
                .orElse(installed));
    }

    private Optional<Path> executable(List<String> alternatives, Path home) {
        return alternatives.stream()
                .flatMap(alternative -> resolve(alternative, home).stream())
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .map(path -> VisiblePath.of(path, home))
                .findFirst();
    }

    private Optional<String> version(Language language, Path home, Map<String, Path> tools, Set<String> faults)
            throws InterruptedException {
        Toolchain toolchain = language.toolchain();
        Map<String, String> values = LanguageCommand.toolchainValues(home, tools);
        List<String> command = CommandTemplate.expand(toolchain.versionCommand(), values, Map.of());
        ToolchainCommand.Answer answer;
        try {
            answer = ToolchainCommand.run(command, LanguageCommand.environment(values), Path.of("/"), VERSION_TIMEOUT);
        } catch (IOException e) {
            faults.add(command.getFirst() + " cannot be started: " + e.getMessage());
            return Optional.empty();
        }
        if (answer.exitCode() != 0) {
            faults.add(String.join(" ", command)
                    + (answer.timedOut() ? " takes too long" : " fails with exit code " + answer.exitCode()));
            return Optional.empty();
        }
        Matcher matcher = Pattern.compile(toolchain.versionPattern()).matcher(answer.output());
        if (!matcher.find()) {
            faults.add(String.join(" ", command) + " prints no version: " + shown(answer.output()));
            return Optional.empty();
        }
        String version = matcher.group(1);
        String minimum = toolchain.minimumVersion();
        if (minimum != null && Version.parse(version).compareTo(Version.parse(minimum)) < 0) {
            faults.add(command.getFirst() + " is version " + version + ", older than " + minimum);
            return Optional.empty();
        }
        return Optional.of(version);
    }

    /** What the box must be shown, without what it shows anyway and without paths inside of others. */
    private List<Path> exposed(Toolchain.Candidate candidate, Path home, Map<String, Path> tools) {
        Map<String, String> values = LanguageCommand.toolchainValues(home, tools);
        List<Path> outermost = new ArrayList<>();
        candidate.expose().stream()
                .flatMap(path -> resolve(CommandTemplate.expand(path, values), home).stream())
                .map(ToolchainDiscovery::realPath)
                .filter(path -> !SystemFolders.areShownAnyway(path))
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .forEach(path -> {
                    if (outermost.stream().noneMatch(path::startsWith)) {
                        outermost.add(path);
                    }
                });
        return outermost;
    }

    private List<InstalledLibrary> libraries(Language language, Path home) {
        List<InstalledLibrary> libraries = new ArrayList<>();
        for (Language.Library library : language.libraries()) {
            resolve(library.evidence(), home).stream()
                    .findFirst()
                    .ifPresent(path -> libraries.add(new InstalledLibrary(library.name(), libraryVersion(path))));
        }
        return libraries;
    }

    private static @Nullable String libraryVersion(Path evidence) {
        Matcher matcher = Pattern.compile("\\d+(?:\\.\\d+)+")
                .matcher(evidence.getFileName().toString());
        return matcher.find() ? matcher.group() : null;
    }

    /** Existing paths that a path of a language file, anchored or relative to the toolchain's home, means. */
    private List<Path> resolve(String path, Path home) {
        if (path.equals(".")) {
            return List.of(home);
        }
        if (ToolchainPlaces.isAnchored(path)) {
            return places.anchor(path).map(PathGlob::find).orElse(List.of());
        }
        return PathGlob.find(home + "/" + path);
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resolve " + path, e);
        }
    }

    private static String shown(String output) {
        String line = output.strip();
        return line.length() <= SHOWN_OUTPUT ? line : line.substring(0, SHOWN_OUTPUT) + "…";
    }
}
