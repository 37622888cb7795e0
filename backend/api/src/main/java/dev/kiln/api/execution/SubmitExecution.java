package dev.kiln.api.execution;

import dev.kiln.api.body.JsonInput;
import dev.kiln.api.language.LiveLanguages;
import dev.kiln.api.limits.LimitPolicy;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.execution.SourceFile;
import dev.kiln.execution.Submission;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.LanguageReference;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.tenant.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts a request: holds it against the languages and the limits, and puts it into the queue. */
@Component
final class SubmitExecution {
    /** All tenants live in one partition. */
    private static final int PARTITION = 0;

    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}");

    private final ExecutionQueue queue;
    private final ExecutionStore store;
    private final LanguageCatalog catalog;
    private final LiveLanguages liveLanguages;
    private final LimitPolicy limits;
    private final Clock clock;

    SubmitExecution(
            ExecutionQueue queue,
            ExecutionStore store,
            LanguageCatalog catalog,
            LiveLanguages liveLanguages,
            LimitPolicy limits,
            Clock clock) {
        this.queue = queue;
        this.store = store;
        this.catalog = catalog;
        this.liveLanguages = liveLanguages;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Makes a submission of a request; nothing is queued yet.
     *
     * @throws KilnException {@code unknown_language}, {@code language_unavailable}, {@code limit_out_of_bounds}
     */
    Submission prepare(SubmitRequest request, TenantId tenant) {
        LanguageReference reference = LanguageReference.parse(request.language());
        Language language = catalog.find(reference).orElseThrow(() -> unknown(request.language()));
        var choice = new LanguageChoice(language.id(), reference.version());
        if (choice.version() != null && !VERSION.matcher(choice.version()).matches()) {
            throw unknown(request.language());
        }
        var allowed = limits.decide(language, request.limits());
        liveLanguages.refuseUnlessRunnable(reference, language);
        return new Submission(
                ExecutionId.create(PARTITION, clock.instant()),
                tenant,
                request.lane(),
                choice,
                request.source() == null
                        ? request.files()
                        : List.of(new SourceFile(language.sourceName(), request.source())),
                request.args(),
                request.stdin(),
                allowed,
                request.expectedOutput());
    }

    /**
     * Puts a submission into the queue.
     *
     * @param key the caller's idempotency key, or null
     * @return the execution as it was accepted; it may run by now. Of a known key the first one, as it stands
     * @throws KilnException {@code queue_full}, {@code store_full}, {@code too_many_waiting}, {@code cpu_time_spent},
     *     {@code tenant_suspended}, {@code idempotency_key_reused}, {@code result_expired};
     *     {@code store_unavailable}, and it may have been accepted then
     */
    Execution enqueue(Submission submission, @Nullable IdempotencyKey key) {
        return executionOf(
                submission,
                queue.submit(List.of(new Admission(submission, key))).getFirst());
    }

    /**
     * The execution that a submit was answered with.
     *
     * @throws KilnException what {@link #enqueue} throws of refusals; {@code result_expired} if the execution that the
     *     idempotency key stands for is over and forgotten
     */
    Execution executionOf(Submission submission, SubmitAnswer answer) {
        return switch (answer) {
            case SubmitAnswer.Accepted accepted
            when accepted.execution().equals(submission.id()) -> Execution.accepted(submission, accepted.createdAt());
            case SubmitAnswer.Accepted accepted ->
                store.find(accepted.execution()).orElseThrow(SubmitExecution::expired);
            case SubmitAnswer.Refused refused -> throw refusal(refused);
        };
    }

    private static KilnException expired() {
        return new KilnException(
                ErrorCode.RESULT_EXPIRED,
                "This idempotency key was used, and the time for which its execution is kept is over.");
    }

    private static KilnException refusal(SubmitAnswer.Refused refused) {
        ErrorCode code = refused.refusal().code();
        String message = refused.refusal().message();
        return refused.retryAfter().isZero()
                ? new KilnException(code, message)
                : KilnException.ofCapacity(code, message, refused.retryAfter());
    }

    private KilnException unknown(String given) {
        String known = catalog.languages().stream().map(Language::id).collect(Collectors.joining(", "));
        return KilnException.ofField(
                ErrorCode.UNKNOWN_LANGUAGE,
                "language",
                "There is no language '" + JsonInput.shortened(given) + "'. There are: " + known + ".");
    }
}
