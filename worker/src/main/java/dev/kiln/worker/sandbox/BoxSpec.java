package dev.kiln.worker.sandbox;

import dev.kiln.execution.Content;
import dev.kiln.execution.Limits;
import dev.kiln.language.LanguageCommand;
import java.util.List;
import java.util.Map;

/**
 * One command for a box. Nothing of it is interpreted.
 *
 * @param argv the program and its arguments, at least one
 * @param environment all of the environment
 * @param stdin what the program reads
 * @param limits what the box holds it to
 * @param stackBytes stack of the main thread, bytes
 */
public record BoxSpec(
        List<String> argv, Map<String, String> environment, Content stdin, Limits limits, long stackBytes) {
    public BoxSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command has at least the program");
        }
    }

    /** A language's command with what it reads. */
    public static BoxSpec of(LanguageCommand command, Content stdin) {
        return new BoxSpec(command.argv(), command.environment(), stdin, command.limits(), command.stackBytes());
    }
}
