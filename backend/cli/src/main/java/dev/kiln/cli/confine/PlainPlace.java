package dev.kiln.cli.confine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The place of a program that runs as the user that started it: every path is as it is. */
final class PlainPlace implements Place {
    private final List<String> restrictions;

    /** @param restrictions arguments of setpriv(1) */
    PlainPlace(List<String> restrictions) {
        this.restrictions = List.copyOf(restrictions);
    }

    @Override
    public Path reads(Path source, String name) {
        return source;
    }

    @Override
    public Path writes(Path source, String name) {
        return source;
    }

    @Override
    public Path keeps(Path secret, String name) {
        return secret;
    }

    @Override
    public List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig=KILL"));
        command.addAll(restrictions);
        command.add("--");
        command.addAll(program);
        return command;
    }
}
