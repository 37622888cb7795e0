package dev.kiln.execution;

import dev.kiln.queue.Lane;
import dev.kiln.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated request to run a program: what the queue stores and a worker gets.
 *
 * @param id made by whoever accepted the request; a repeated submit with the same id gives the first answer
 * @param tenant whose it is
 * @param lane how urgent it is
 * @param language what to run it with
 * @param files the sources, at least one; the first is the entry point
 * @param args the program's arguments, never read by a shell
 * @param stdin what the program reads, empty if nothing
 * @param limits what the run may use
 * @param expectedOutput compared to standard output with trailing white space tolerated, or null if nothing is expected
 */
public record Submission(
        ExecutionId id,
        TenantId tenant,
        Lane lane,
        LanguageChoice language,
        List<SourceFile> files,
        List<String> args,
        Content stdin,
        Limits limits,
        @Nullable Content expectedOutput) {

    public Submission {
        files = List.copyOf(files);
        args = List.copyOf(args);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a submission has at least one file");
        }
    }

    /** The file that is compiled or run. */
    public SourceFile entryPoint() {
        return files.getFirst();
    }
}
