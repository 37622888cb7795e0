package dev.kiln.cli.build;

import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** How a command gets root's rights: it has them, or sudo gives them. */
public final class RootCommand {
    private RootCommand() {}

    /**
     * The command to run.
     *
     * @throws CommandFailure if there is no way, naming what to run as root
     */
    public static List<String> of(Terminal terminal, List<String> command) {
        if (Confinement.isRoot()) {
            return command;
        }
        if (!SearchPath.ofThisProcess().has("sudo")) {
            throw new CommandFailure(
                    "that needs root, and there is no sudo", "as root, run: " + String.join(" ", command));
        }
        List<String> withRights = new ArrayList<>(List.of("sudo"));
        if (!terminal.isInteractive()) {
            withRights.add("-n");
        }
        withRights.addAll(command);
        return withRights;
    }

    /** The command as a person types it. */
    public static String spoken(List<String> command) {
        return (Confinement.isRoot() ? "" : "sudo ") + String.join(" ", command);
    }
}
