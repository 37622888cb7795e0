package dev.kiln.testkit;

import dev.kiln.execution.Content;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.execution.Limits;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.PhaseReport;
import dev.kiln.execution.SourceFile;
import dev.kiln.execution.Submission;
import dev.kiln.queue.Lane;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/** Builds submissions and results for tests. */
public final class Submissions {
    public static final TenantId TENANT = new TenantId("tenant-a");

    private Submissions() {}

    /** A Python hello of the usual tenant. */
    public static Submission python() {
        return of(TENANT, Lane.STANDARD, "python", "main.py", "print('hello')\n");
    }

    /** A Python hello of any tenant in any lane. */
    public static Submission python(TenantId tenant, Lane lane) {
        return of(tenant, lane, "python", "main.py", "print('hello')\n");
    }

    /** A Python program of the usual tenant. */
    public static Submission withSource(String source) {
        return of(TENANT, Lane.STANDARD, "python", "main.py", source);
    }

    /** One file of any language. */
    public static Submission of(TenantId tenant, Lane lane, String language, String path, String source) {
        return new Submission(
                ExecutionId.create(0, Instant.now()),
                tenant,
                lane,
                new LanguageChoice(language, null),
                List.of(new SourceFile(path, Content.of(source))),
                List.of(),
                Content.empty(),
                Limits.standard(),
                null);
    }

    /** What a Python hello gives. */
    public static ExecutionResult success() {
        return new ExecutionResult(Outcome.SUCCESS, "3.11.2", null, phase("hello\n"), "namespaces");
    }

    /** A success whose run is given. */
    public static ExecutionResult success(PhaseReport run) {
        return new ExecutionResult(Outcome.SUCCESS, "3.11.2", null, run, "namespaces");
    }

    /** A run that exited with 0 after writing a text. */
    public static PhaseReport phase(String stdout) {
        return new PhaseReport(0, null, Content.of(stdout), Content.empty(), false, false, 12, 15, 9_000_000);
    }
}
