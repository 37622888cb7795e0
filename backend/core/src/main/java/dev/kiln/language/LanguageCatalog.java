package dev.kiln.language;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All languages that Kiln knows, found by id, alias or ending. Immutable and safe for use by many threads. */
public final class LanguageCatalog {
    private final List<Language> languages;
    private final Map<String, Language> byName = new LinkedHashMap<>();
    private final Map<String, Language> byExtension = new LinkedHashMap<>();

    private LanguageCatalog(Collection<Language> languages) {
        this.languages =
                languages.stream().sorted(Comparator.comparing(Language::id)).toList();
        for (Language language : this.languages) {
            claim(byName, language.id(), language, "name");
            language.aliases().forEach(alias -> claim(byName, alias, language, "name"));
            language.extensions().forEach(extension -> claim(byExtension, extension, language, "extension"));
        }
    }

    /**
     * Reads every {@code *.toml} of a folder.
     *
     * @param folder the folder of the language files, in the environment {@code KILN_LANGUAGES}
     * @throws LanguageFileException if the folder cannot be read or is empty, a file is refused, or two files claim the
     *     same id, alias or extension
     */
    public static LanguageCatalog load(Path folder) {
        List<Language> languages = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.toml")) {
            for (Path file : files) {
                languages.add(LanguageFile.read(file));
            }
        } catch (IOException e) {
            throw new LanguageFileException(
                    folder + ": cannot read the folder of language files; KILN_LANGUAGES says where it is", e);
        }
        if (languages.isEmpty()) {
            throw new LanguageFileException(folder + ": no language file (*.toml); KILN_LANGUAGES says where they are");
        }
        return of(languages);
    }

    /**
     * A catalogue of these languages.
     *
     * @throws LanguageFileException if two of them claim the same id, alias or extension
     */
    public static LanguageCatalog of(Collection<Language> languages) {
        return new LanguageCatalog(languages);
    }

    /** All languages, ordered by id. */
    public List<Language> languages() {
        return languages;
    }

    /** The language that a reference names; its version is not looked at, because a catalogue knows none. */
    public Optional<Language> find(LanguageReference reference) {
        return Optional.ofNullable(byName.get(reference.name()));
    }

    /** The language with this id or alias, or {@code id:version}, of which the version is not looked at. */
    public Optional<Language> find(String reference) {
        return find(LanguageReference.parse(reference));
    }

    /** The language to which a file with this name or path belongs by its ending. */
    public Optional<Language> findByFile(String path) {
        return Optional.ofNullable(byExtension.get(ProgramSources.extension(path)));
    }

    private static void claim(Map<String, Language> claimed, String key, Language language, String what) {
        Language other = claimed.putIfAbsent(key, language);
        if (other != null && !other.equals(language)) {
            throw new LanguageFileException(
                    "languages " + other.id() + " and " + language.id() + " both claim the " + what + " '" + key + "'");
        }
        if (other != null) {
            throw new LanguageFileException("language " + language.id() + " names '" + key + "' twice");
        }
    }
}
