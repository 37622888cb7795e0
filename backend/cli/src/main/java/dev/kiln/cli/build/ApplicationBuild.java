package dev.kiln.cli.build;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds what is started: the applications and the launcher of boxes, each only if its sources have changed. */
public final class ApplicationBuild {
    private static final Pattern MODULE = Pattern.compile("\\[INFO\\] Building (.+?) \\S+ +(\\[\\d+/\\d+\\])");

    private final Checkout checkout;
    private final Terminal terminal;
    private final Path log;

    /** Builds in this checkout. */
    public ApplicationBuild(Checkout checkout, Terminal terminal) {
        this.checkout = checkout;
        this.terminal = terminal;
        this.log = checkout.target().resolve("applications.log");
    }

    /** Where the output of the builds lies. */
    public Path log() {
        return log;
    }

    /** Those whose sources have changed since they were built. */
    public List<Application> stale(Collection<Application> applications) {
        List<Path> shared = new ArrayList<>(List.of(checkout.root().resolve("pom.xml")));
        shared.addAll(modulesThatAreShared());
        return applications.stream()
                .filter(application -> {
                    List<Path> sources = new ArrayList<>(shared);
                    sources.add(checkout.root().resolve(application.module()).resolve("pom.xml"));
                    sources.add(checkout.root().resolve(application.module()).resolve("src"));
                    return !stamp(application).isFresh(sources)
                            || !Files.exists(Application.jar(application.folder(checkout)));
                })
                .toList();
    }

    /**
     * Builds applications and lays them out.
     *
     * @param node the folder of the Node.js for the pages, if one is known
     */
    public void build(Collection<Application> applications, Optional<Path> node) {
        long began = System.currentTimeMillis();
        String names = applications.stream().map(Application::word).collect(Collectors.joining(", "));
        String modules = applications.stream().map(Application::module).collect(Collectors.joining(","));
        Tool maven = new Tool(terminal, log).with("JAVA_HOME", System.getProperty("java.home"));
        node.ifPresent(bin -> maven.with("PATH", bin + ":" + System.getenv("PATH")));
        maven.run("Building " + names, packaging(modules), checkout.root(), ApplicationBuild::progress);
        layOut(applications, began);
    }

    /**
     * Lays out applications that somebody else has built here, so that they need not be built once more.
     *
     * @param began when that build began, ms since 1970: sources that are newer are not in it
     */
    public void layOut(Collection<Application> applications, long began) {
        for (Application application : applications) {
            layOut(application);
            stamp(application).set(began);
        }
    }

    /** Builds what drives the whole: the benchmarks. */
    public void buildWhole() {
        SourceStamp stamp = new SourceStamp(checkout.target().resolve("e2e.built"));
        List<Path> sources = new ArrayList<>(modulesThatAreShared());
        sources.addAll(
                List.of(checkout.root().resolve("pom.xml"), checkout.root().resolve("e2e")));
        if (stamp.isFresh(sources)) {
            return;
        }
        long began = System.currentTimeMillis();
        new Tool(terminal, log).run("Building e2e", packaging("e2e"), checkout.root(), ApplicationBuild::progress);
        stamp.set(began);
    }

    /** Builds the launcher of boxes; make knows by itself whether it has to. */
    public void buildBox() {
        Path sources = checkout.root().resolve("worker/native");
        SourceStamp stamp = new SourceStamp(checkout.target().resolve("box.built"));
        if (Files.exists(checkout.box()) && stamp.isFresh(List.of(sources))) {
            return;
        }
        long began = System.currentTimeMillis();
        new Tool(terminal, log)
                .run(
                        "Building the launcher of boxes",
                        List.of("make", "-C", sources.toString()),
                        sources,
                        line -> Optional.empty());
        stamp.set(began);
    }

    private List<String> packaging(String modules) {
        return List.of(
                checkout.script().toString(),
                "mvn",
                "-B",
                "-ntp",
                "-pl",
                modules,
                "-am",
                "package",
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true");
    }

    /** Spreads the jar's libraries out: they are found faster, and the cache of loaded classes can hold them. */
    private void layOut(Application application) {
        Path folder = application.folder(checkout);
        Path fresh = folder.resolveSibling("app.new");
        Path built = application.built(checkout);
        try {
            Folders.remove(fresh);
            new Tool(terminal, log)
                    .run(
                            "Laying out " + application.word(),
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java")
                                            .toString(),
                                    "-Djarmode=tools",
                                    "-jar",
                                    built.toString(),
                                    "extract",
                                    "--destination",
                                    fresh.toString()),
                            checkout.root(),
                            line -> Optional.empty());
            Files.move(fresh.resolve(built.getFileName()), Application.jar(fresh));
            Folders.remove(folder);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure(application.word() + " could not be laid out in " + folder, "", e);
        }
    }

    /** Every module of ours that is no application can be part of each of them. */
    private List<Path> modulesThatAreShared() {
        return Stream.of(
                        "backend/core",
                        "backend/redis",
                        "backend/sql",
                        "backend/files",
                        "backend/aws",
                        "backend/client",
                        "ui",
                        "frontend")
                .map(checkout.root()::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    private SourceStamp stamp(Application application) {
        return new SourceStamp(checkout.target().resolve(application.word() + ".built"));
    }

    private static Optional<String> progress(String line) {
        Matcher matcher = MODULE.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(2) + " " + matcher.group(1)) : Optional.empty();
    }
}
