package dev.kiln.ui.editor;

import dev.kiln.client.ApiException;
import dev.kiln.client.ClientException;
import dev.kiln.client.Content;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Lane;
import dev.kiln.client.Language;
import dev.kiln.client.State;
import dev.kiln.execution.Limits;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The execution API by way of its SDK, as any other caller uses it. */
public final class ClientExecutions implements Executions {
    /** After this long a person wonders what is going on. */
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** Between two words about a run; the ending itself is told at once. */
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final KilnClient client;
    private final LanguageCatalog catalog;

    /**
     * @param client speaks for the tenant
     * @param catalog what the files of the languages say; one that it does not know has the standard limits
     */
    public ClientExecutions(KilnClient client, LanguageCatalog catalog) {
        this.client = client;
        this.catalog = catalog;
    }

    /**
     * Speaks for whatever tenant is asked for.
     *
     * @param client its key has the scope {@code act-as}
     */
    public static OfTenant actingFor(KilnClient client, LanguageCatalog catalog) {
        return (TenantId tenant) -> new ClientExecutions(client.actAs(tenant.value()), catalog);
    }

    @Override
    public List<OfferedLanguage> languages() {
        return calling(client::languages).stream()
                .filter(language -> language.available() && !language.versions().isEmpty())
                .map(this::offered)
                .sorted(Comparator.comparing(language -> language.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public String submit(Program program) {
        var request = ExecutionRequest.builder(program.language().id())
                .source(program.source())
                .args(program.arguments())
                .stdin(Content.of(program.stdin()))
                .limits(requested(program.language().limits()))
                .lane(Lane.INTERACTIVE)
                .build();
        return calling(() -> client.submit(request)).id();
    }

    @Override
    public Execution await(String id, Consumer<State> progress) {
        Execution execution = calling(() -> client.await(id, MOMENT));
        while (!execution.state().isFinal()) {
            progress.accept(execution.state());
            // That it begins to run is seen only by looking; what runs is left to tell its end.
            Duration patience = execution.state() == State.RUNNING ? PROGRESS : MOMENT;
            execution = calling(() -> client.await(id, patience));
        }
        return execution;
    }

    @Override
    public void cancel(String id) {
        try {
            calling(() -> client.cancel(id));
        } catch (KilnException e) {
            if (e.code() != ErrorCode.ALREADY_FINAL) {
                throw e;
            }
        }
    }

    private OfferedLanguage offered(Language language) {
        Optional<dev.kiln.language.Language> known = catalog.find(language.id());
        return new OfferedLanguage(
                language.id(),
                language.name(),
                language.versions().getFirst(),
                language.template(),
                known.map(file -> file.run().limits().over(Limits.standard())).orElseGet(Limits::standard),
                known.filter(file -> file.preparation() != null).isPresent());
    }

    private static dev.kiln.client.Limits requested(Limits limits) {
        return new dev.kiln.client.Limits(
                limits.cpuMillis(),
                limits.wallMillis(),
                limits.memoryBytes(),
                limits.processes(),
                limits.outputBytes(),
                limits.fileBytes());
    }

    private static <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            throw new KilnException(codeOf(e), e.detail(), e);
        } catch (ClientException e) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "The execution API does not answer.", e);
        }
    }

    /** An answer of another version, or of something between, is nothing that the person could mend. */
    private static ErrorCode codeOf(ApiException e) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.word().equals(e.code())) {
                return code;
            }
        }
        return ErrorCode.INTERNAL;
    }
}
