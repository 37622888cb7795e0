package dev.kiln.ui.editor;

import dev.kiln.execution.Limits;

/**
 * A language that can be chosen.
 *
 * @param id as the API names it
 * @param name as people name it
 * @param version the version that runs
 * @param template a small program that runs as it is
 * @param limits what a program may use if nothing else is asked for
 * @param prepared whether a worker that is new prepares it before it runs the first program
 */
public record OfferedLanguage(
        String id, String name, String version, String template, Limits limits, boolean prepared) {
    /** Name and version, as in {@code Python 3.11.2}. */
    public String title() {
        return name + " " + version;
    }
}
