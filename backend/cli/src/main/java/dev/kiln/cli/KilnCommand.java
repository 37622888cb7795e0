package dev.kiln.cli;

import dev.kiln.cli.check.BenchCommand;
import dev.kiln.cli.check.DrillCommand;
import dev.kiln.cli.check.FormatCommand;
import dev.kiln.cli.check.TestCommand;
import dev.kiln.cli.doctor.DoctorCommand;
import dev.kiln.cli.language.LanguagesCommand;
import dev.kiln.cli.queue.DeadCommand;
import dev.kiln.cli.queue.QueueCommand;
import dev.kiln.cli.run.RunCommand;
import dev.kiln.cli.tenant.KeysCommand;
import dev.kiln.cli.tenant.TenantsCommand;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.up.DownCommand;
import dev.kiln.cli.up.LogsCommand;
import dev.kiln.cli.up.StatusCommand;
import dev.kiln.cli.up.UpCommand;
import dev.kiln.language.LanguageFileException;
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
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DownCommand.class,
            RunCommand.class,
            TenantsCommand.class,
            KeysCommand.class,
            QueueCommand.class,
            DeadCommand.class,
            LanguagesCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            DrillCommand.class,
            TestCommand.class,
            FormatCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "./kiln COMMAND --help tells more of a command. Begin with: ./kiln up"})
public final class KilnCommand {
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
        String remedy = switch (exception) {
            case CommandFailure failure -> failure.remedy();
            case LanguageFileException _ -> "mend the language file; docs/languages.md tells its format";
            default -> throw exception;
        };
        command.getErr().println("kiln: " + exception.getMessage());
        if (!remedy.isEmpty()) {
            command.getErr().println("      " + remedy);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
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
