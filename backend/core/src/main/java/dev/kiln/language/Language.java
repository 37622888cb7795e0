package dev.kiln.language;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One programming language as its file describes it, independent of the host: whether its toolchain is here is told by
 * {@link ToolchainDiscovery}. Immutable.
 *
 * @param id stable lower-case identifier, {@code [a-z][a-z0-9-]{0,31}}
 * @param name the name that people read
 * @param aliases other identifiers by which callers may name it, lower case
 * @param extensions endings of its source files without the dot; the compile command gets files with these endings
 * @param sourceName name of the file when a submission is a single source, and of the entry point of several files
 * @param editor what the editor needs
 * @param packages what has to be installed for the toolchain to be there
 * @param libraries libraries beyond the standard ones that programs may use
 * @param toolchain where the toolchain is looked for
 * @param preparation work that is done once for a toolchain before programs run fast, or null if none is needed
 * @param scaffold files that are added to a program unless it brings them, content by path; contents are templates
 * @param environment of compile and run, values are templates
 * @param compile how a program is compiled, or null if it is not
 * @param run how a program is run
 * @param dialects how other services' wire formats call this language
 * @param tests programs with what they must do
 */
public record Language(
        String id,
        String name,
        List<String> aliases,
        List<String> extensions,
        String sourceName,
        Editor editor,
        Packages packages,
        List<Library> libraries,
        Toolchain toolchain,
        @Nullable PreparationRecipe preparation,
        Map<String, String> scaffold,
        Map<String, String> environment,
        @Nullable CommandRecipe compile,
        CommandRecipe run,
        Dialects dialects,
        List<LanguageTest> tests) {

    public Language {
        aliases = List.copyOf(aliases);
        extensions = List.copyOf(extensions);
        libraries = List.copyOf(libraries);
        scaffold = Ordered.copy(scaffold);
        environment = Ordered.copy(environment);
        tests = List.copyOf(tests);
    }

    /** Whether programs of this language have a compile step, and so may end with {@code compile_error}. */
    public boolean isCompiled() {
        return compile != null;
    }

    /**
     * Which of the tests that each language must have are not in its file, by name; empty for a complete file.
     *
     * @see LanguageTest#MANDATORY
     */
    public Set<String> missingTests() {
        Set<String> present = tests.stream().map(LanguageTest::name).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(LanguageTest.MANDATORY);
        if (isCompiled()) {
            missing.add(LanguageTest.COMPILE_ERROR);
        }
        missing.removeAll(present);
        return missing;
    }

    /**
     * What the editor needs of a language.
     *
     * @param mode name of the syntax mode
     * @param template a small program that runs as it is and shows something
     */
    public record Editor(String mode, String template) {}

    /**
     * Packages that bring a toolchain.
     *
     * @param debian names of Debian or Ubuntu packages
     * @param npm npm package specifications, laid under {@code DATA/toolchains/ID}
     */
    public record Packages(List<String> debian, List<String> npm) {
        public Packages {
            debian = List.copyOf(debian);
            npm = List.copyOf(npm);
        }
    }

    /**
     * A library that comes with the language.
     *
     * @param name the name under which programs import it
     * @param debian the Debian package that brings it
     * @param evidence a glob of the path, absolute or relative to the toolchain's home, that exists where the library
     *     is installed and carries its version in the last part of its name
     */
    public record Library(String name, String debian, String evidence) {}

    /**
     * How other wire formats call this language.
     *
     * @param judge0 language ids of Judge0 CE that map here
     * @param piston language names and aliases of Piston; the first one is the canonical name
     * @param jobe language ids of Jobe
     */
    public record Dialects(List<Integer> judge0, List<String> piston, List<String> jobe) {
        public Dialects {
            judge0 = List.copyOf(judge0);
            piston = List.copyOf(piston);
            jobe = List.copyOf(jobe);
        }
    }
}
