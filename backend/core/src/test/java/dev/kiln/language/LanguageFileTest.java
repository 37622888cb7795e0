package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageFileTest {

    @Test
    void readsWhatALanguageIs() {
        Language language = SampleLanguage.language();

        assertThat(language.id()).isEqualTo("sample");
        assertThat(language.aliases()).containsExactly("smp");
        assertThat(language.extensions()).containsExactly("smp", "sm");
        assertThat(language.sourceName()).isEqualTo("main.smp");
        assertThat(language.editor()).isEqualTo(new Language.Editor("sample", "say hello"));
        assertThat(language.packages()).isEqualTo(new Language.Packages(List.of("sample-tools"), List.of("sample@1")));
        assertThat(language.libraries())
                .containsExactly(new Language.Library("extras", "sample-extras", "share/extras-*.info"));
        assertThat(language.toolchain().minimumVersion()).isEqualTo("1.5");
        assertThat(language.dialects()).isEqualTo(new Language.Dialects(List.of(7), List.of("sample"), List.of("smp")));
    }

    @Test
    void readsCommandsWithTheirLimits() {
        Language language = SampleLanguage.language();

        CommandRecipe compile = Objects.requireNonNull(language.compile());
        assertThat(language.isCompiled()).isTrue();
        assertThat(compile.limits()).isEqualTo(new LimitOverrides(20_000L, null, 1_073_741_824L, null, null, null));
        assertThat(compile.heapPercent()).isEqualTo(60);
        assertThat(language.run().heapPercent()).isEqualTo(50);
        assertThat(language.run().stackBytes()).isEqualTo(1_048_576);
        assertThat(language.run().limits()).isEqualTo(LimitOverrides.NONE);
    }

    @Test
    void readsTestsWithTheEntryPointFirst() {
        List<LanguageTest> tests = SampleLanguage.language().tests();

        assertThat(tests.getFirst())
                .isEqualTo(new LanguageTest(
                        "hello",
                        Map.of("main.smp", "say hello"),
                        "",
                        List.of(),
                        new LanguageTest.Expectation(Outcome.SUCCESS, null, "hello", null)));
        assertThat(tests.getLast().files().keySet()).containsExactly("main.smp", "a/other.smp");
        assertThat(tests.getLast().args()).containsExactly("a b");
        assertThat(tests.getLast().expected())
                .isEqualTo(new LanguageTest.Expectation(Outcome.RUNTIME_ERROR, 3, null, "oops"));
    }

    @Test
    void saysWhichMandatoryTestsAreMissing() {
        assertThat(SampleLanguage.language().missingTests())
                .containsExactly("arguments", "compile-error", "exit-code", "runtime-error", "stdin", "utf-8");
    }

    /** Each row replaces a piece of a good file and names where and why the result is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id = "sample"                 | colour = "red"               | sample.toml: 'id' is missing; a string is needed
            name = "Sample"               | name = "Sample"\\ncolour = 1 | sample.toml:3:1: 'colour' is not a key that a language file has
            name = "Sample"               | name = 7                     | sample.toml:2:1: 'name' must be a string that is not empty
            id = "sample"                 | id = "Sample!"               | sample.toml:1:1: 'id' must be lower-case letters, digits and hyphens, at most 32
            aliases = ["smp"]             | aliases = ["S M"]            | sample.toml:3:1: 'aliases' must be lower-case names
            aliases = ["smp"]             | aliases = "smp"              | sample.toml:3:1: 'aliases' must be an array
            aliases = ["smp"]             | aliases = [1]                | sample.toml:3:1: 'aliases' must be an array of strings
            extensions = ["smp", "sm"]    | extensions = [".smp"]        | 'extensions' must be endings without the dot, lower case
            source = "main.smp"           | source = "../main.smp"       | sample.toml:5:1: 'source' must be a plain file name
            source = "main.smp"           | source = "main.txt"          | sample.toml:5:1: 'source' must end in one of the extensions
            mode = "sample"               | mood = "sample"              | 'editor.mode' is missing
            home = "~/sample/*"           | home = "sample"              | 'toolchain.candidates[0].home' must begin with '/', '~/', '{data}' or '{jdk}'
            expose = ["lib"]              | expose = ["/etc/sample"]     | 'toolchain.candidates[0].expose' names a folder of which each box has its own
            [[toolchain.candidates]]      | [toolchain.candidates]       | 'toolchain.candidates' must be an array of tables
            Sample (                      | Sample ((                    | 'toolchain.version.pattern' is not a regular expression
            (\\d+(?:\\.\\d+)*)            | \\d+                         | 'toolchain.version.pattern' must have exactly one group: the version
            "-o", "{stem}.out"            | "-o", "{stem"                | 'compile.command' has a brace that belongs to no placeholder: {stem
            "{sources}"]                  | "-i{sources}"]               | 'compile.command' has a list that is not an argument of its own: -i{sources}
            "{sources}"]                  | "{args}"]                    | 'compile.command' has a placeholder that has no value here: {args}
            "{tool.smp}", "-o"            | "{tool.gcc}", "-o"           | 'compile.command' has a placeholder that has no value here: {tool.gcc}
            "{class}"                     | "{prepared}"                 | 'run.command' has a placeholder that has no value here: {prepared}
            "{tool.smp}", "--version"     | "{version}"                  | 'toolchain.version.command' has a placeholder that has no value here: {version}
            SAMPLE_HOME = "{home}"        | "A B" = "x"                  | 'environment' has a name that no variable can have: A B
            SAMPLE_HOME = "{home}"        | A = "{source}"               | 'environment' has a placeholder that has no value here: {source}
            "version": "{version2}"       | "version": "{args}"          | 'scaffold' has a placeholder that has no value here: {args}
            "sample.json" =               | "../sample.json" =           | 'scaffold' has a path that does not stay in its folder: ../sample.json
            cpuMillis = 20_000            | cpuMillis = 0                | 'compile.limits.cpuMillis' must be a whole number from 1 to 600000
            cpuMillis = 20_000            | cpuMillis = "much"           | 'compile.limits.cpuMillis' must be a whole number from 1 to 600000
            cpuMillis = 20_000            | cpuSeconds = 20              | 'compile.limits.cpuSeconds' is not a key that a language file has
            heapPercent = 50              | heapPercent = 101            | 'run.heapPercent' must be a whole number from 1 to 100
            judge0 = [7]                  | judge0 = [-7]                | 'dialects.judge0' must be an array of whole numbers from 0
            name = "several-files"        | name = "hello"               | 'tests[1].name' is the name of an earlier test too
            outcome = "runtime_error"     | outcome = "fine"             | 'tests[1].outcome' must be an outcome of a program
            exitCode = 3                  | exitCode = 256               | 'tests[1].exitCode' must be a whole number from 0 to 255
            source = "say hello"          | stdin = ""                   | 'tests[0].source' or 'files' must be there, one of the two
            "a/other.smp" =               | "/etc/passwd" =              | 'tests[1].files' has a path that does not stay in its folder: /etc/passwd
            name = "Sample"               | name = "Sample               | sample.toml:2:15: not TOML
            """)
    void refusesWhatIsWrongAndSaysWhere(String good, String bad, String message) {
        assertThat(SampleLanguage.TOML).contains(unescaped(good));
        String text = SampleLanguage.TOML.replace(unescaped(good), unescaped(bad));

        assertThatThrownBy(() -> LanguageFile.parse("sample.toml", text))
                .isInstanceOf(LanguageFileException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("sample.toml:");
    }

    @Test
    void refusesCandidatesWithDifferentTools() {
        String text = SampleLanguage.TOML.replace("[scaffold]", """
                [[toolchain.candidates]]
                home = "/usr"
                tools = { smp = ["bin/smp"] }

                [scaffold]""");

        assertThatThrownBy(() -> LanguageFile.parse("sample.toml", text))
                .isInstanceOf(LanguageFileException.class)
                .hasMessageContaining("'toolchain.candidates[1].tools' must be the same names in each candidate");
    }

    @Test
    void namesTheFileThatCannotBeRead(@TempDir Path folder) {
        Path file = folder.resolve("absent.toml");

        assertThatThrownBy(() -> LanguageFile.read(file))
                .isInstanceOf(LanguageFileException.class)
                .hasMessageContaining("absent.toml: cannot be read");
    }

    @Test
    void readsAFileFromTheDisk(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("sample.toml"), SampleLanguage.TOML);

        assertThat(LanguageFile.read(file)).isEqualTo(SampleLanguage.language());
    }

    /** Line feeds and backslashes as the rows above write them. */
    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }
}
