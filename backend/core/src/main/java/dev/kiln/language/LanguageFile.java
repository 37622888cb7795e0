package dev.kiln.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlVersion;

/**
 * Reads a language file and refuses it, with file, position and key, if anything in it is missing, of the wrong kind,
 * unknown or contradictory. {@code docs/languages.md} describes the format.
 */
public final class LanguageFile {
    static final Predicate<String> ID = matches("[a-z][a-z0-9-]{0,31}");
    private static final Predicate<String> ALIAS = matches("[a-z0-9][a-z0-9.+#-]{0,31}");
    private static final Predicate<String> EXTENSION = matches("[a-z0-9]{1,16}");
    private static final Predicate<String> FILE_NAME = matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
    private static final Predicate<String> VARIABLE = matches("[A-Za-z_][A-Za-z0-9_]*");
    private static final int DEFAULT_HEAP_PERCENT = 60;
    private static final long DEFAULT_STACK_BYTES = 64L * 1024 * 1024;
    private static final long DEFAULT_PREPARE_SECONDS = 300;

    private final Placeholders placeholders;

    private LanguageFile(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * Reads one file.
     *
     * @throws LanguageFileException if the file cannot be read or is refused
     */
    public static Language read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new LanguageFileException(file + ": cannot be read", e);
        }
    }

    /**
     * Reads the text of a language file.
     *
     * @param file the name to use in messages
     * @throws LanguageFileException if the text is refused
     */
    static Language parse(String file, String text) {
        TomlParseResult toml = Toml.parse(text, TomlVersion.V1_0_0);
        if (toml.hasErrors()) {
            var error = toml.errors().getFirst();
            throw new LanguageFileException(file + ":" + error.position().line() + ":"
                    + error.position().column() + ": not TOML: " + error.getMessage());
        }
        return new LanguageFile(new Placeholders()).language(new TomlReader(file, "", toml, null));
    }

    private Language language(TomlReader root) {
        String id = root.matching("id", ID, "must be lower-case letters, digits and hyphens, at most 32");
        String name = root.string("name");
        String sourceName = root.matching("source", FILE_NAME, "must be a plain file name");
        List<String> aliases = each(root, "aliases", ALIAS, "must be lower-case names");
        List<String> extensions = each(root, "extensions", EXTENSION, "must be endings without the dot, lower case");
        if (!extensions.contains(ProgramSources.extension(sourceName))) {
            throw root.refuse("source", "must end in one of the extensions");
        }
        Toolchain toolchain = toolchain(root.table("toolchain"));
        PreparationRecipe preparation = preparation(root.optionalTable("prepare"));
        Language language = new Language(
                id,
                name,
                aliases,
                extensions,
                sourceName,
                editor(root.table("editor")),
                packages(root.table("packages")),
                libraries(root.tables("libraries")),
                toolchain,
                preparation,
                scaffold(root),
                environment(root, Placeholders.TOOLCHAIN),
                compile(root.optionalTable("compile")),
                command(root.table("run"), Placeholders.RUN),
                dialects(root.optionalTable("dialects")),
                LanguageTestReader.tests(root, sourceName));
        root.finish();
        return language;
    }

    private static Language.Editor editor(TomlReader reader) {
        var editor = new Language.Editor(reader.string("mode"), reader.string("template"));
        reader.finish();
        return editor;
    }

    private static Language.Packages packages(TomlReader reader) {
        var packages = new Language.Packages(reader.strings("debian"), reader.strings("npm"));
        reader.finish();
        return packages;
    }

    private static List<Language.Library> libraries(List<TomlReader> readers) {
        return readers.stream()
                .map(reader -> {
                    var library = new Language.Library(
                            reader.string("name"), reader.string("debian"), reader.string("evidence"));
                    reader.finish();
                    return library;
                })
                .toList();
    }

    private Toolchain toolchain(TomlReader reader) {
        List<Toolchain.Candidate> candidates =
                reader.tables("candidates").stream().map(this::candidate).toList();
        if (candidates.isEmpty()) {
            throw reader.refuse("candidates", "needs at least one table [[toolchain.candidates]]");
        }
        TomlReader version = reader.table("version");
        List<String> command = version.someStrings("command");
        placeholders.check(version, "command", command, Placeholders.VERSION_COMMAND);
        String pattern = version.string("pattern");
        try {
            if (Pattern.compile(pattern).matcher("").groupCount() != 1) {
                throw version.refuse("pattern", "must have exactly one group: the version");
            }
        } catch (PatternSyntaxException e) {
            throw version.refuse("pattern", "is not a regular expression: " + e.getDescription());
        }
        version.finish();
        var toolchain = new Toolchain(reader.optionalString("minimum"), command, pattern, candidates);
        reader.finish();
        return toolchain;
    }

    private Toolchain.Candidate candidate(TomlReader reader) {
        String home = reader.matching(
                "home", path -> ToolchainPlaces.isAnchored(path), "must begin with '/', '~/', '{data}' or '{jdk}'");
        TomlReader toolTable = reader.table("tools");
        Map<String, List<String>> tools = new LinkedHashMap<>();
        for (String tool : toolTable.keys()) {
            tools.put(tool, toolTable.someStrings(tool));
        }
        placeholders.defineTools(reader, tools.keySet());
        List<String> expose = reader.strings("expose");
        if (expose.stream().anyMatch(SystemFolders::isOfTheBox)) {
            throw reader.refuse("expose", "names a folder of which each box has its own");
        }
        var candidate = new Toolchain.Candidate(home, tools, expose);
        reader.finish();
        return candidate;
    }

    private @Nullable PreparationRecipe preparation(@Nullable TomlReader reader) {
        if (reader == null) {
            return null;
        }
        placeholders.definePrepared();
        Long seconds = reader.optionalInteger("seconds", 1, 3_600);
        List<List<String>> commands = reader.commands("commands");
        if (commands.isEmpty()) {
            throw reader.refuse("commands", "needs at least one command");
        }
        commands.forEach(command -> placeholders.check(reader, "commands", command, Placeholders.TOOLCHAIN));
        var recipe = new PreparationRecipe(
                Duration.ofSeconds(seconds == null ? DEFAULT_PREPARE_SECONDS : seconds),
                files(reader, "files"),
                environment(reader, Placeholders.TOOLCHAIN),
                commands);
        reader.finish();
        return recipe;
    }

    private Map<String, String> scaffold(TomlReader root) {
        Map<String, String> files = files(root, "scaffold");
        files.forEach((path, content) -> placeholders.checkNames(root, "scaffold", content, Placeholders.TOOLCHAIN));
        return files;
    }

    private Map<String, String> environment(TomlReader reader, Set<String> allowed) {
        Map<String, String> environment = reader.stringMap("environment");
        environment.forEach((name, value) -> {
            if (!VARIABLE.test(name)) {
                throw reader.refuse("environment", "has a name that no variable can have: " + name);
            }
            placeholders.check(reader, "environment", List.of(value), allowed);
        });
        return environment;
    }

    private @Nullable CommandRecipe compile(@Nullable TomlReader reader) {
        return reader == null ? null : command(reader, Placeholders.COMPILE);
    }

    private CommandRecipe command(TomlReader reader, Set<String> allowed) {
        List<String> command = reader.someStrings("command");
        placeholders.check(reader, "command", command, allowed);
        TomlReader limits = reader.optionalTable("limits");
        Long stackBytes = reader.optionalInteger("stackBytes", 1 << 16, 1 << 30);
        Long heapPercent = reader.optionalInteger("heapPercent", 1, 100);
        var recipe = new CommandRecipe(
                command,
                environment(reader, allowed),
                limits == null ? LimitOverrides.NONE : limits(limits),
                stackBytes == null ? DEFAULT_STACK_BYTES : stackBytes,
                heapPercent == null ? DEFAULT_HEAP_PERCENT : heapPercent.intValue());
        reader.finish();
        return recipe;
    }

    private static LimitOverrides limits(TomlReader reader) {
        long large = 1L << 40;
        Long processes = reader.optionalInteger("processes", 1, 4_096);
        var limits = new LimitOverrides(
                reader.optionalInteger("cpuMillis", 1, 600_000),
                reader.optionalInteger("wallMillis", 1, 600_000),
                reader.optionalInteger("memoryBytes", 1, large),
                processes == null ? null : processes.intValue(),
                reader.optionalInteger("outputBytes", 1, large),
                reader.optionalInteger("fileBytes", 1, large));
        reader.finish();
        return limits;
    }

    private static Language.Dialects dialects(@Nullable TomlReader reader) {
        if (reader == null) {
            return new Language.Dialects(List.of(), List.of(), List.of());
        }
        var dialects =
                new Language.Dialects(reader.integers("judge0"), reader.strings("piston"), reader.strings("jobe"));
        reader.finish();
        return dialects;
    }

    /** Files by path, each of which stays in its folder. */
    static Map<String, String> files(TomlReader reader, String key) {
        Map<String, String> files = reader.stringMap(key);
        for (String path : files.keySet()) {
            if (!ProgramSources.isRelative(path)) {
                throw reader.refuse(key, "has a path that does not stay in its folder: " + path);
            }
        }
        return files;
    }

    private static List<String> each(TomlReader reader, String key, Predicate<String> accepted, String rule) {
        List<String> values = reader.strings(key);
        if (!values.stream().allMatch(accepted)) {
            throw reader.refuse(key, rule);
        }
        return values;
    }

    private static Predicate<String> matches(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
