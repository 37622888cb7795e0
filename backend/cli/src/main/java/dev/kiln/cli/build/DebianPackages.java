package dev.kiln.cli.build;

import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Installs packages of Debian and Ubuntu with the user's consent. */
public final class DebianPackages {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
    private static final Pattern DOING = Pattern.compile("^(Get:\\d+|Unpacking|Setting up)\\b.*");
    private static final int SHOWN = 60;

    private final Terminal terminal;
    private final boolean assumeYes;
    private final Path log;

    /**
     * @param assumeYes whether the user's consent was given beforehand
     * @param log for what apt-get prints
     */
    public DebianPackages(Terminal terminal, boolean assumeYes, Path log) {
        this.terminal = terminal;
        this.assumeYes = assumeYes;
        this.log = log;
    }

    /** The one command by which a person installs packages. */
    public static String command(Collection<String> names) {
        List<String> command = new ArrayList<>(List.of("apt-get", "install"));
        command.addAll(names);
        return RootCommand.spoken(command);
    }

    /**
     * Installs packages after saying so.
     *
     * @param purpose what they are for, as people say it
     * @throws CommandFailure if they cannot be installed here, naming the command that would
     */
    public void install(String purpose, Collection<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new CommandFailure("'" + name + "' is no name of a package", "correct the language file");
            }
        }
        String wanted = String.join(" ", names);
        if (!SearchPath.ofThisProcess().has("apt-get")) {
            throw new CommandFailure(
                    purpose + " needs programs that are not here; on Debian they come in: " + wanted,
                    "install them with the package manager of this system");
        }
        terminal.say("Missing for " + purpose + ": " + wanted);
        if (!assumeYes && !terminal.consents("Install by " + command(names) + "?")) {
            throw new CommandFailure("not installed: " + wanted, "run: " + command(names));
        }
        apt("Reading the package lists", List.of("update", "-q"));
        List<String> install = new ArrayList<>(List.of("install", "-y", "-q", "--no-install-recommends"));
        install.addAll(names);
        apt("Installing " + wanted, install);
    }

    private void apt(String step, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "apt-get"));
        command.addAll(arguments);
        new Tool(terminal, log).run(step, RootCommand.of(terminal, command), Path.of("/"), DebianPackages::progress);
    }

    /** What of a line of apt-get's is worth showing. */
    public static Optional<String> progress(String line) {
        return DOING.matcher(line).matches()
                ? Optional.of(line.length() > SHOWN ? line.substring(0, SHOWN) : line)
                : Optional.empty();
    }
}
