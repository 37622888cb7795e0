package dev.kiln.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program to run. Immutable. What it says is checked by the server, not here.
 *
 * @param language a language's id or alias, or {@code id:version}
 * @param source the program if it is a single file, else null
 * @param files the program's files if {@code source} is null; the first is the entry point
 * @param args the program's arguments; no shell reads them
 * @param stdin what the program reads
 * @param limits what it may use
 * @param expectedOutput what it should print, trailing white space apart, or null if nothing is expected
 * @param lane how urgent it is, or null for the server's default
 */
public record ExecutionRequest(
        String language,
        @Nullable String source,
        List<SourceFile> files,
        List<String> args,
        Content stdin,
        Limits limits,
        @Nullable Content expectedOutput,
        @Nullable Lane lane) {

    public ExecutionRequest {
        files = List.copyOf(files);
        args = List.copyOf(args);
    }

    /** Begins a request for a language. */
    public static Builder builder(String language) {
        return new Builder(language);
    }

    /** Says only how much there is, so that sources and input do not get into logs by accident. */
    @Override
    public String toString() {
        return "ExecutionRequest[" + language + ", " + (source == null ? files.size() : 1) + " files]";
    }

    /** Collects what a request says. Not safe for many threads. */
    public static final class Builder {
        private final String language;
        private @Nullable String source;
        private final List<SourceFile> files = new ArrayList<>();
        private List<String> args = List.of();
        private Content stdin = Content.empty();
        private Limits limits = Limits.defaults();
        private @Nullable Content expectedOutput;
        private @Nullable Lane lane;

        private Builder(String language) {
            this.language = language;
        }

        /** The program as a single file, which the server names as the language wants it. Excludes {@link #file}. */
        public Builder source(String text) {
            this.source = text;
            return this;
        }

        /** Adds a file; the first one is the entry point. */
        public Builder file(String path, Content content) {
            files.add(new SourceFile(path, content));
            return this;
        }

        public Builder args(List<String> arguments) {
            this.args = List.copyOf(arguments);
            return this;
        }

        public Builder stdin(Content input) {
            this.stdin = input;
            return this;
        }

        public Builder limits(Limits allowed) {
            this.limits = allowed;
            return this;
        }

        /** What the program should print, trailing white space apart. */
        public Builder expectedOutput(Content expected) {
            this.expectedOutput = expected;
            return this;
        }

        public Builder lane(Lane urgency) {
            this.lane = urgency;
            return this;
        }

        public ExecutionRequest build() {
            return new ExecutionRequest(language, source, files, args, stdin, limits, expectedOutput, lane);
        }
    }
}
