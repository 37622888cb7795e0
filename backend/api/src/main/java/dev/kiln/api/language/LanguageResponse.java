package dev.kiln.api.language;

import dev.kiln.language.Language;
import java.util.List;

/**
 * A language as it is answered.
 *
 * @param compiled whether programs have a compile step
 * @param available whether a worker that is there has it
 * @param versions what the workers have, the highest first
 * @param libraries what programs may import beyond the language's own
 * @param editor what an editor needs
 */
record LanguageResponse(
        String id,
        String name,
        List<String> aliases,
        List<String> extensions,
        String sourceName,
        boolean compiled,
        boolean available,
        List<String> versions,
        List<Library> libraries,
        Editor editor) {
    static LanguageResponse of(Language language, List<String> versions) {
        return new LanguageResponse(
                language.id(),
                language.name(),
                language.aliases(),
                language.extensions(),
                language.sourceName(),
                language.isCompiled(),
                !versions.isEmpty(),
                versions,
                language.libraries().stream()
                        .map(library -> new Library(library.name()))
                        .toList(),
                new Editor(language.editor().mode(), language.editor().template()));
    }

    record Library(String name) {}

    record Editor(String mode, String template) {}

    record All(List<LanguageResponse> languages) {}
}
