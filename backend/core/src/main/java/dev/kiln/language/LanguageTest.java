package dev.kiln.language;

import dev.kiln.execution.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small program of a language with what it must do, run in a real box by the worker's tests. Immutable.
 *
 * @param name says what is tested; those of {@link #MANDATORY} are in every language
 * @param files the program: content by path, at least one; the first is the entry point
 * @param stdin standard input, empty for none
 * @param args arguments of the program
 * @param expected what must come out
 */
public record LanguageTest(
        String name, Map<String, String> files, String stdin, List<String> args, Expectation expected) {

    /** The test that a compiled language must have: a program that does not compile. */
    public static final String COMPILE_ERROR = "compile-error";

    /** Names of the tests that every language must have. */
    public static final Set<String> MANDATORY =
            Set.of("hello", "stdin", "arguments", "exit-code", "runtime-error", "utf-8");

    public LanguageTest {
        files = Ordered.copy(files);
        args = List.copyOf(args);
    }

    /**
     * What a program must do. Null means that this is not looked at.
     *
     * @param outcome how the program must end
     * @param exitCode exit code of the run
     * @param stdout the exact standard output of the run
     * @param stderrContains a piece of the standard error: of the compiler where the outcome is {@code compile_error}
     *     (or its standard output, for compilers that complain there), else of the run
     */
    public record Expectation(
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String stdout,
            @Nullable String stderrContains) {}
}
