package dev.kiln.language;

import dev.kiln.execution.Limits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One command for a box, complete: nothing of it is interpreted any more. Immutable.
 *
 * @param argv the program, an absolute path or a path in the work folder, and its arguments
 * @param environment all of the environment
 * @param limits what the box holds it to
 * @param stackBytes stack of the main thread, bytes
 */
public record LanguageCommand(List<String> argv, Map<String, String> environment, Limits limits, long stackBytes) {
    private static final long MIB = 1024L * 1024;

    /** What a compile step gets where its language does not say otherwise; requests do not change it. */
    private static final Limits COMPILE_LIMITS = new Limits(10_000, 20_000, 512 * MIB, 64, MIB, 64 * MIB);

    /** What every command finds in its environment unless its language says otherwise. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp", "TMPDIR", "/tmp");

    public LanguageCommand {
        argv = List.copyOf(argv);
        environment = Ordered.copy(environment);
    }

    /**
     * The command that compiles a program in its work folder; empty if the language is not compiled. Its limits are
     * the language's own: a request cannot change them.
     *
     * @throws IllegalStateException if the language is not {@linkplain InstalledLanguage#isPrepared() prepared}
     */
    public static Optional<LanguageCommand> compile(InstalledLanguage installed, ProgramSources sources) {
        CommandRecipe recipe = installed.language().compile();
        if (recipe == null) {
            return Optional.empty();
        }
        return Optional.of(
                make(installed, recipe, sources, List.of(), recipe.limits().over(COMPILE_LIMITS)));
    }

    /**
     * The command that runs a program, compiled if need be, in its work folder.
     *
     * @param args arguments of the program; each arrives as it is, whatever it contains
     * @param limits of the run, already merged from request, language ({@link CommandRecipe#limits()}) and defaults
     * @throws IllegalStateException if the language is not {@linkplain InstalledLanguage#isPrepared() prepared}
     */
    public static LanguageCommand run(
            InstalledLanguage installed, ProgramSources sources, List<String> args, Limits limits) {
        return make(installed, installed.language().run(), sources, args, limits);
    }

    /**
     * The files to write beside the program's own: content by path. Those that the program brings itself are not among
     * them.
     */
    public static Map<String, String> scaffold(InstalledLanguage installed, ProgramSources sources) {
        Map<String, String> files = new LinkedHashMap<>();
        installed.language().scaffold().forEach((path, content) -> {
            if (!sources.paths().contains(path)) {
                files.put(path, CommandTemplate.expand(content, toolchainValues(installed)));
            }
        });
        return Ordered.copy(files);
    }

    /** What placeholders of the toolchain stand for. */
    static Map<String, String> toolchainValues(InstalledLanguage installed) {
        Map<String, String> values = toolchainValues(installed.home(), installed.tools());
        values.put("version", installed.version());
        values.put("version2", Version.parse(installed.version()).firstTwo());
        Path prepared = installed.prepared();
        if (prepared != null) {
            values.put("prepared", prepared.toString());
        }
        return values;
    }

    /** The same of a toolchain whose version is not known yet. */
    static Map<String, String> toolchainValues(Path home, Map<String, Path> tools) {
        Map<String, String> values = new HashMap<>();
        values.put("home", home.toString());
        tools.forEach((name, path) -> values.put("tool." + name, path.toString()));
        return values;
    }

    /** The general environment with the templates of the given maps, later ones winning. */
    @SafeVarargs
    static Map<String, String> environment(Map<String, String> values, Map<String, String>... templates) {
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        for (Map<String, String> template : templates) {
            template.forEach((name, value) -> environment.put(name, CommandTemplate.expand(value, values)));
        }
        return environment;
    }

    private static LanguageCommand make(
            InstalledLanguage installed,
            CommandRecipe recipe,
            ProgramSources sources,
            List<String> args,
            Limits limits) {
        if (!installed.isPrepared()) {
            throw new IllegalStateException(
                    installed.language().id() + " is not prepared yet: Preparation.prepare comes first");
        }
        Language language = installed.language();
        Map<String, String> values = toolchainValues(installed);
        String entryPoint = plain(sources.entryPoint());
        String stem = withoutExtension(entryPoint);
        values.put("source", entryPoint);
        values.put("stem", stem);
        values.put("class", withoutExtension(sources.entryPoint()).replace('/', '.'));
        values.put("memoryMiB", Long.toString(Math.max(1, limits.memoryBytes() / MIB)));
        values.put("heapMiB", Long.toString(Math.max(1, limits.memoryBytes() * recipe.heapPercent() / 100 / MIB)));
        values.put("stackKiB", Long.toString(Math.max(1, recipe.stackBytes() / 1024)));
        Map<String, List<String>> lists = Map.of(
                "args",
                args,
                "sources",
                sources.compiled(language).stream().map(LanguageCommand::plain).toList());
        return new LanguageCommand(
                CommandTemplate.expand(recipe.command(), values, lists),
                environment(values, language.environment(), recipe.environment()),
                limits,
                recipe.stackBytes());
    }

    /** A path that no program takes for an option or, as gcc and javac do, for a file of arguments. */
    private static String plain(String path) {
        return path.startsWith("-") || path.startsWith("@") ? "./" + path : path;
    }

    private static String withoutExtension(String path) {
        String extension = ProgramSources.extension(path);
        return extension.isEmpty() ? path : path.substring(0, path.length() - extension.length() - 1);
    }
}
