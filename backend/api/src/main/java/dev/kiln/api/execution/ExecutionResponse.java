package dev.kiln.api.execution;

import dev.kiln.execution.Content;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.ExecutionState.Finished;
import dev.kiln.execution.PhaseReport;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it is answered: every field always there, in this order, null where it does not apply.
 *
 * @param language what ran it; until then, what was asked for
 * @param error what infrastructure did to it, or null
 */
record ExecutionResponse(
        String id,
        String state,
        @Nullable String outcome,
        Language language,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Phase compile,
        @Nullable Phase run,
        @Nullable String isolation,
        @Nullable Failure error) {

    static ExecutionResponse of(Execution execution) {
        ExecutionResult result = execution.result();
        boolean finished = execution.state() instanceof Finished;
        return new ExecutionResponse(
                execution.id().value(),
                execution.state().word(),
                result != null && finished ? result.outcome().word() : null,
                new Language(
                        execution.language().id(),
                        result == null ? execution.language().version() : result.languageVersion()),
                execution.attempts(),
                execution.createdAt(),
                execution.startedAt(),
                execution.finishedAt(),
                result == null ? null : Phase.of(result.compile()),
                result == null ? null : Phase.of(result.run()),
                result == null ? null : result.isolation(),
                Failure.of(execution.failure()));
    }

    record Language(String id, @Nullable String version) {}

    record Failure(String code, String message) {
        static @Nullable Failure of(@Nullable ExecutionFailure failure) {
            return failure == null ? null : new Failure(failure.code().word(), failure.message());
        }
    }

    record Phase(
            @Nullable Integer exitCode,
            @Nullable Integer signal,
            String stdout,
            String stderr,
            String stdoutEncoding,
            String stderrEncoding,
            boolean stdoutTruncated,
            boolean stderrTruncated,
            long cpuMillis,
            long wallMillis,
            long memoryBytes) {
        static @Nullable Phase of(@Nullable PhaseReport report) {
            if (report == null) {
                return null;
            }
            Output stdout = Output.of(report.stdout());
            Output stderr = Output.of(report.stderr());
            return new Phase(
                    report.exitCode(),
                    report.signal(),
                    stdout.text,
                    stderr.text,
                    stdout.encoding.word(),
                    stderr.encoding.word(),
                    report.stdoutTruncated(),
                    report.stderrTruncated(),
                    report.cpuMillis(),
                    report.wallMillis(),
                    report.memoryBytes());
        }
    }

    private record Output(String text, TextEncoding encoding) {
        static Output of(Content content) {
            Optional<String> text = content.text();
            return text.isPresent()
                    ? new Output(text.get(), TextEncoding.UTF_8)
                    : new Output(content.toBase64(), TextEncoding.BASE64);
        }
    }
}
