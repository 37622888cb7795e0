package dev.kiln.cli.up;

import dev.kiln.cli.process.LogFile;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kiln logs}. */
@Command(
        name = "logs",
        description = "Shows the logs of api, control, worker, redis, or of kiln (started by --detach).",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 200;

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only the log of this one.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            defaultValue = "50",
            description = "How many of the last lines (${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        List<Path> files = files(data.folder().logs());
        List<FollowedLog> followed = new ArrayList<>();
        for (Path file : files) {
            String prefix = files.size() == 1 ? "" : nameOf(file) + " | ";
            followed.add(new FollowedLog(file, prefix));
            new LogFile(file).tail(lines).forEach(line -> terminal.answer(prefix + line));
        }
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            followed.forEach(log -> log.show(terminal));
        }
        return 0;
    }

    private List<Path> files(Path logs) {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(logs)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(logs, "*.log")) {
                found.forEach(all::add);
            } catch (IOException e) {
                throw new CommandFailure("the logs cannot be read: " + logs, "", e);
            }
        }
        all.sort(Comparator.naturalOrder());
        List<Path> wanted = all.stream()
                .filter(file -> name == null || name.equals(nameOf(file)))
                .toList();
        if (wanted.isEmpty()) {
            String there =
                    String.join(", ", all.stream().map(LogsCommand::nameOf).toList());
            throw new CommandFailure(
                    "there is no log" + (name == null ? "" : " of '" + name + "'") + " in " + logs,
                    there.isEmpty() ? "start Kiln: ./kiln up" : "there are: " + there);
        }
        return wanted;
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ".log".length());
    }
}
