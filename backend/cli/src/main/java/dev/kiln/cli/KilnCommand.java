package dev.kiln.cli;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.up.DownCommand;
import dev.kiln.cli.up.LogsCommand;
import dev.kiln.cli.up.StatusCommand;
import dev.kiln.cli.up.UpCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code ./kiln}: the root of all commands. */
@Command(
        name = "kiln",
        description = "Runs code that nobody trusts: a web IDE, an execution API, and sandboxed workers.",
        mixinStandardHelpOptions = true,
        versionProvider = KilnCommand.Version.class,
        subcommands = {UpCommand.class, StatusCommand.class, LogsCommand.class, DownCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "./kiln COMMAND --help tells more of a command. Begin with: ./kiln up"})
public final class KilnCommand {
    private static final int FAILED = 1;

    private KilnCommand() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new KilnCommand())
                .setExecutionExceptionHandler(KilnCommand::tell)
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
    }

    private static int tell(Exception exception, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(exception instanceof CommandFailure failure)) {
            throw exception;
        }
        command.getErr().println("kiln: " + failure.getMessage());
        if (!failure.remedy().isEmpty()) {
            command.getErr().println("      " + failure.remedy());
        }
        return FAILED;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = KilnCommand.class.getPackage().getImplementationVersion();
            return new String[] {"kiln " + (version == null ? "from its sources" : version)};
        }
    }
}
