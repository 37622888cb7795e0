package dev.kiln.cli.operator;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command that has commands of its own. */
public final class Subcommand {
    private Subcommand() {}

    /** The failure of a command that was called without one of its own. */
    public static RuntimeException missing(@Nullable CommandSpec spec) {
        return spec == null
                ? new IllegalStateException("a command without its specification")
                : new ParameterException(spec.commandLine(), "Say what to do.");
    }
}
