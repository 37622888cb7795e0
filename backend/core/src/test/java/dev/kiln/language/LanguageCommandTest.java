package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageCommandTest {
    private static final Limits LIMITS = Limits.standard();

    private final InstalledLanguage installed = SampleLanguage.installed();

    private LanguageCommand run(List<String> paths, String... args) {
        return LanguageCommand.run(installed, new ProgramSources(paths), List.of(args), LIMITS);
    }

    @Test
    void runsWithTheLimitsItIsGiven() {
        LanguageCommand command = run(List.of("main.smp"));

        assertThat(command.argv()).containsExactly("/opt/sample/bin/smp", "--heap=128", "--memory=256", "main");
        assertThat(command.limits()).isEqualTo(LIMITS);
        assertThat(command.stackBytes()).isEqualTo(1_048_576);
    }

    @Test
    void hasNothingInItsEnvironmentButWhatTheLanguageAndKilnSay() {
        assertThat(run(List.of("main.smp")).environment())
                .containsOnly(
                        Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        Map.entry("LANG", "C.UTF-8"),
                        Map.entry("HOME", "/tmp"),
                        Map.entry("TMPDIR", "/tmp"),
                        Map.entry("SAMPLE_HOME", "/opt/sample"),
                        Map.entry("SAMPLE_MODE", "general"));
    }

    @Test
    void compilesWithTheLimitsOfTheLanguageFile() {
        LanguageCommand command = LanguageCommand.compile(installed, new ProgramSources(List.of("main.smp")))
                .orElseThrow();

        assertThat(command.limits().cpuMillis()).isEqualTo(20_000);
        assertThat(command.limits().wallMillis()).isEqualTo(20_000);
        assertThat(command.limits().memoryBytes()).isEqualTo(1_073_741_824);
        assertThat(command.environment()).containsEntry("SAMPLE_MODE", "compile");
    }

    @Test
    void givesTheCompilerTheEntryPointFirstAndOnlyFilesOfTheLanguage() {
        var sources = new ProgramSources(List.of("app/start.txt", "b.smp", "notes.md", "x/a.SM", "smp"));

        LanguageCommand command = LanguageCommand.compile(installed, sources).orElseThrow();

        assertThat(command.argv())
                .containsExactly("/opt/sample/bin/smp", "-o", "app/start.out", "app/start.txt", "b.smp", "x/a.SM");
    }

    @Test
    void namesTheClassOfAnEntryPointInAFolder() {
        assertThat(run(List.of("words/greet/Main.smp")).argv()).endsWith("words.greet.Main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o.smp", "@list.smp", "--version/x.smp"})
    void letsNoFileNamePassAsAnOption(String path) {
        LanguageCommand command = LanguageCommand.compile(installed, new ProgramSources(List.of("main.smp", path)))
                .orElseThrow();

        assertThat(command.argv()).endsWith("main.smp", "./" + path);
    }

    @Test
    void passesEachArgumentAsItIs() {
        String[] args = {
            "",
            " ",
            "two words",
            "{source}",
            "{args}",
            "{tool.smp}",
            "{",
            "}",
            "$HOME",
            "`id`",
            "; rm -rf /",
            "\n",
            "\"",
            "'",
            "\\",
            "*",
            "--",
            "-x",
            "é🔥"
        };

        assertThat(run(List.of("main.smp"), args).argv().subList(4, 4 + args.length))
                .containsExactly(args);
    }

    /** Arguments made of the pieces that shells, templates and option parsers stumble over, in a thousand orders. */
    @Test
    void neverSplitsJoinsOrInterpretsArguments() {
        List<String> pieces = List.of(
                "{",
                "}",
                "{source}",
                "{args}",
                "{home}",
                "{tool.smp}",
                " ",
                "\t",
                "\n",
                "\"",
                "'",
                "\\",
                "$",
                "`",
                "*",
                "-",
                "@",
                "a",
                "",
                "é",
                "🔥",
                "$1",
                "\\0");
        Random random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            List<String> args = new ArrayList<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                StringBuilder argument = new StringBuilder();
                for (int p = random.nextInt(6); p > 0; p--) {
                    argument.append(pieces.get(random.nextInt(pieces.size())));
                }
                args.add(argument.toString());
            }

            List<String> argv =
                    run(List.of("main.smp"), args.toArray(String[]::new)).argv();

            assertThat(argv.subList(4, argv.size())).isEqualTo(args);
        }
    }

    @Test
    void takesPlaceholdersInFileNamesForNames() {
        LanguageCommand command = LanguageCommand.compile(installed, new ProgramSources(List.of("{args} {home}.smp")))
                .orElseThrow();

        assertThat(command.argv())
                .containsExactly("/opt/sample/bin/smp", "-o", "{args} {home}.out", "{args} {home}.smp");
    }

    @Test
    void addsTheScaffoldUnlessTheProgramBringsIt() {
        var without = new ProgramSources(List.of("main.smp"));
        var with = new ProgramSources(List.of("main.smp", "sample.json"));

        assertThat(LanguageCommand.scaffold(installed, without))
                .containsExactly(Map.entry("sample.json", "{ \"version\": \"1.22\" }\n"));
        assertThat(LanguageCommand.scaffold(installed, with)).isEmpty();
    }

    @Nested
    class OfALanguageThatNeedsPreparation {
        private final Language language = LanguageFile.parse(
                "sample.toml",
                SampleLanguage.TOML
                        .replace("[scaffold]", "[prepare]\ncommands = [[\"{tool.smp}\"]]\n\n[scaffold]")
                        .replace("{class}", "{prepared}"));
        private final InstalledLanguage unprepared =
                new InstalledLanguage(language, "1.2", installed.home(), installed.tools(), List.of(), List.of(), null);

        @Test
        void isRefusedUntilItIsPrepared() {
            var sources = ProgramSources.single(language);

            assertThat(unprepared.isPrepared()).isFalse();
            assertThatThrownBy(() -> LanguageCommand.run(unprepared, sources, List.of(), LIMITS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sample is not prepared yet");
        }

        @Test
        void usesAndExposesWhatWasPrepared() {
            InstalledLanguage prepared = unprepared.withPrepared(Path.of("/data/prepared"));

            LanguageCommand command = LanguageCommand.run(prepared, ProgramSources.single(language), List.of(), LIMITS);

            assertThat(command.argv()).endsWith("/data/prepared");
            assertThat(prepared.expose()).containsExactly(Path.of("/data/prepared"));
        }

        @Test
        void hasFiveMinutesForEachCommand() {
            assertThat(language.preparation())
                    .isEqualTo(new PreparationRecipe(
                            Duration.ofMinutes(5), Map.of(), Map.of(), List.of(List.of("{tool.smp}"))));
        }
    }
}
