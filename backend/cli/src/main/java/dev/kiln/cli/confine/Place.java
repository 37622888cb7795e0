package dev.kiln.cli.confine;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one program is to run: it collects what the program may see, and says under which path the program sees it.
 * Used by one thread, for one start.
 */
public sealed interface Place permits ConfinedPlace, PlainPlace {
    /** The program may read this file or folder; answers the path by which it sees it. */
    Path reads(Path source, String name);

    /** The program may write into this folder, which is its own; answers the path by which it sees it. */
    Path writes(Path source, String name);

    /** The program may read this secret; answers the path by which it sees it. */
    Path keeps(Path secret, String name);

    /** The whole command, for a program and its arguments in terms of the paths above. */
    List<String> command(List<String> program);
}
