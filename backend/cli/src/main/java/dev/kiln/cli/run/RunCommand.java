package dev.kiln.cli.run;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.up.DataOption;
import dev.kiln.client.ApiException;
import dev.kiln.client.Content;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Limits;
import dev.kiln.client.UnreachableException;
import dev.kiln.language.LanguageCatalog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kiln run}. */
@Command(
        name = "run",
        description = "Runs a file on the running Kiln: its output is the program's, and so is the exit code; "
                + "128 + n if signal n ended it, 124 if a limit did, 125 if Kiln has no result.",
        exitCodeOnExecutionException = ExitCode.NO_RESULT,
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final Duration A_DAY = Duration.ofDays(1);

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The program; its ending tells the language.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Its arguments, best after --.")
    private List<String> arguments = List.of();

    @Option(names = "--language", paramLabel = "NAME", description = "The language, where the ending does not tell.")
    private @Nullable String language;

    @Option(names = "--stdin", description = "Pass on what is typed; input that is not typed is passed on anyway.")
    private boolean typed;

    @Option(names = "--cpu", paramLabel = "SECONDS", description = "Limit of CPU time.")
    private @Nullable Double cpuSeconds;

    @Option(names = "--wall", paramLabel = "SECONDS", description = "Limit of elapsed time.")
    private @Nullable Double wallSeconds;

    @Option(names = "--memory", paramLabel = "MIB", description = "Limit of memory.")
    private @Nullable Long memoryMebibytes;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "The execution API (that of the running Kiln; KILN_API_URL).",
            defaultValue = "${env:KILN_API_URL}")
    private @Nullable URI api;

    @Override
    public Integer call() throws IOException {
        ExecutionRequest request = request();
        DataFolder folder = data.folder();
        URI address = address(folder);
        try (KilnClient client = KilnClient.builder(address, key(folder)).build()) {
            return new RunningProgram(client).run(request, A_DAY);
        } catch (UnreachableException e) {
            throw new CommandFailure("no Kiln answers at " + address, "start one: ./kiln up", e);
        } catch (ApiException e) {
            throw refused(e);
        }
    }

    private ExecutionRequest request() {
        LanguageCatalog catalog = LanguageCatalog.load(Checkout.ofThisProcess().languages());
        var known = language == null ? catalog.findByFile(file.toString()) : catalog.find(language);
        if (known.isEmpty()) {
            throw new CommandFailure(
                    language == null
                            ? "the ending of " + file + " belongs to no language"
                            : "there is no language '" + language + "'",
                    "name one by --language; ./kiln languages lists them");
        }
        String wanted = language == null ? known.get().id() : language;
        ExecutionRequest.Builder request =
                ExecutionRequest.builder(wanted).args(arguments).limits(limits());
        if (typed || !StandardInput.isTerminal()) {
            request.stdin(Content.of(StandardInput.read()));
        }
        byte[] source = source();
        try {
            request.source(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(source))
                    .toString());
        } catch (CharacterCodingException e) {
            request.file(known.get().sourceName(), Content.of(source));
        }
        return request.build();
    }

    private byte[] source() {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file, "", e);
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    private Limits limits() {
        Limits limits = Limits.defaults();
        if (cpuSeconds != null) {
            limits = limits.withCpu(Duration.ofMillis(Math.round(cpuSeconds * 1000)));
        }
        if (wallSeconds != null) {
            limits = limits.withWall(Duration.ofMillis(Math.round(wallSeconds * 1000)));
        }
        return memoryMebibytes == null ? limits : limits.withMemoryBytes(memoryMebibytes * 1024 * 1024);
    }

    private URI address(DataFolder folder) {
        if (api != null) {
            return api;
        }
        Optional<InstanceState> running = InstanceState.read(folder);
        return URI.create(running.map(InstanceState::api)
                .orElseGet(() -> "http://127.0.0.1:" + System.getenv().getOrDefault("KILN_API_PORT", "8081")));
    }

    private static String key(DataFolder folder) {
        @Nullable String key = System.getenv("KILN_API_KEY");
        if (key != null && !key.isBlank()) {
            return key.strip();
        }
        Path kept = folder.root().resolve("api-key");
        if (!Files.exists(kept)) {
            throw new CommandFailure(
                    "there is no API key in " + kept, "start Kiln: ./kiln up; or set KILN_API_KEY to a key of another");
        }
        return Secrets.read(kept);
    }

    private static CommandFailure refused(ApiException e) {
        String remedy = switch (e.code()) {
            case "unauthenticated" -> "the key is of another Kiln; --data or KILN_API_KEY names the right one";
            case "language_unavailable" -> "./kiln languages says which are here and how to bring more";
            case "queue_full", "overloaded", "not_durable" -> "try again in a moment";
            default -> "";
        };
        return new CommandFailure(e.detail() + " (" + e.code() + ")", remedy, e);
    }
}
