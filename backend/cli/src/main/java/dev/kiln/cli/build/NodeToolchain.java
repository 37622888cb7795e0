package dev.kiln.cli.build;

import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Node.js that builds the pages: that of the machine if it is new enough, else one that npm brings into the user's
 * tools. It is apart from the Node.js in which JavaScript programs run.
 */
public final class NodeToolchain {
    /** What Vaadin 25.2 wants. */
    private static final int OLDEST = 24;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)");

    private final Path tools;
    private final SearchPath path = SearchPath.ofThisProcess();

    /** @param tools the folder of the user's tools, in which {@code node} is made if it is needed */
    public NodeToolchain(Path tools) {
        this.tools = tools;
    }

    /** The folder with {@code node} and {@code npm} of this machine, if they are new enough. */
    public Optional<Path> find() {
        Optional<Path> first =
                path.find("node").map(Path::getParent).filter(bin -> Files.isExecutable(bin.resolve("npm")));
        if (first.isPresent() && isNewEnough(first.get())) {
            return first;
        }
        Path bin = tools.resolve("node/bin");
        return isNewEnough(bin) ? Optional.of(bin) : Optional.empty();
    }

    /**
     * As {@link #find}, and if there is none it is fetched.
     *
     * @return empty if there is none and no npm to fetch it with
     */
    public Optional<Path> provide(Terminal terminal, Path log) {
        Optional<Path> found = find();
        if (found.isPresent() || !path.has("npm")) {
            return found;
        }
        Path fresh = tools.resolve("node.new");
        Path node = tools.resolve("node");
        try {
            Folders.remove(fresh);
            Folders.remove(node);
            Files.createDirectories(fresh);
            String platform = "node-linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64");
            new Tool(terminal, log)
                    .run(
                            "Fetching Node.js " + OLDEST + " for the build",
                            List.of(
                                    "npm",
                                    "install",
                                    "--prefix",
                                    fresh.toString(),
                                    "--no-save",
                                    "--no-audit",
                                    "--no-fund",
                                    platform + "@" + OLDEST,
                                    "npm@11"),
                            fresh,
                            line -> Optional.empty());
            layOut(fresh, platform);
            Files.move(fresh, node, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure("Node.js could not be laid out in " + node, "", e);
        }
        return find();
    }

    /** Vaadin accepts a node only with its npm beside it, as the official archive lays them out. */
    private static void layOut(Path fresh, String platform) throws IOException {
        Path modules = fresh.resolve("node_modules");
        Files.createDirectories(fresh.resolve("bin"));
        Files.createDirectories(fresh.resolve("lib"));
        Files.move(modules.resolve(platform).resolve("bin/node"), fresh.resolve("bin/node"));
        Files.move(modules, fresh.resolve("lib/node_modules"));
        for (String name : List.of("npm", "npx")) {
            Files.createSymbolicLink(
                    fresh.resolve("bin").resolve(name), Path.of("../lib/node_modules/npm/bin/" + name + "-cli.js"));
        }
    }

    private static boolean isNewEnough(Path bin) {
        Path node = bin.resolve("node");
        if (!Files.isExecutable(node)) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(node.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(said.strip());
            return matcher.matches() && Integer.parseInt(matcher.group(1)) >= OLDEST;
        } catch (IOException e) {
            return false;
        }
    }
}
