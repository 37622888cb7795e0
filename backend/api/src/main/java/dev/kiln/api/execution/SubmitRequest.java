package dev.kiln.api.execution;

import dev.kiln.api.limits.Limit;
import dev.kiln.execution.Content;
import dev.kiln.execution.SourceFile;
import dev.kiln.queue.Lane;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, well-formed but not yet held against languages and limits.
 *
 * @param language as the caller names it: id or alias, with a version or not
 * @param source the program if it is one file, else null
 * @param files the program's files if {@code source} is null, at least one; the first is the entry point
 * @param args the program's arguments
 * @param stdin what the program reads
 * @param limits what was asked for; the rest is the default
 * @param expectedOutput what the program should print, or null
 * @param lane how urgent it is
 */
record SubmitRequest(
        String language,
        @Nullable Content source,
        List<SourceFile> files,
        List<String> args,
        Content stdin,
        Map<Limit, Long> limits,
        @Nullable Content expectedOutput,
        Lane lane) {
    SubmitRequest {
        files = List.copyOf(files);
        args = List.copyOf(args);
        limits = Map.copyOf(limits);
    }
}
