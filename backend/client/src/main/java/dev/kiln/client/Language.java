package dev.kiln.client;

import java.util.List;

/**
 * A language that the server knows.
 *
 * @param id stable, lower case; what {@link ExecutionRequest#language} wants
 * @param name for people
 * @param aliases other ids that are accepted
 * @param extensions endings of its source files, without the dot
 * @param sourceName the name that a single source gets
 * @param compiled whether programs have a compile step
 * @param available whether a worker that is there can run it now
 * @param versions what the workers have, the highest first; empty if not available
 * @param libraries what programs may import beyond the language's own
 * @param editorMode the name of the syntax mode for an editor
 * @param template a small program that runs as it is
 */
public record Language(
        String id,
        String name,
        List<String> aliases,
        List<String> extensions,
        String sourceName,
        boolean compiled,
        boolean available,
        List<String> versions,
        List<String> libraries,
        String editorMode,
        String template) {

    public Language {
        aliases = List.copyOf(aliases);
        extensions = List.copyOf(extensions);
        versions = List.copyOf(versions);
        libraries = List.copyOf(libraries);
    }
}
