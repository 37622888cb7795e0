package dev.kiln.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small language for tests, as text and as if installed. */
final class SampleLanguage {
    static final String TOML = """
            id = "sample"
            name = "Sample"
            aliases = ["smp"]
            extensions = ["smp", "sm"]
            source = "main.smp"

            [editor]
            mode = "sample"
            template = "say hello"

            [packages]
            debian = ["sample-tools"]
            npm = ["sample@1"]

            [[libraries]]
            name = "extras"
            debian = "sample-extras"
            evidence = "share/extras-*.info"

            [toolchain]
            minimum = "1.5"

            [toolchain.version]
            command = ["{tool.smp}", "--version"]
            pattern = 'Sample (\\d+(?:\\.\\d+)*)'

            [[toolchain.candidates]]
            home = "~/sample/*"
            tools = { smp = ["bin/smp"], link = ["bin/link"] }
            expose = ["lib"]

            [scaffold]
            "sample.json" = '''
            { "version": "{version2}" }
            '''

            [environment]
            SAMPLE_HOME = "{home}"
            SAMPLE_MODE = "general"

            [compile]
            command = ["{tool.smp}", "-o", "{stem}.out", "{sources}"]
            environment = { SAMPLE_MODE = "compile" }
            limits = { cpuMillis = 20_000, memoryBytes = 1_073_741_824 }

            [run]
            command = ["{tool.smp}", "--heap={heapMiB}", "--memory={memoryMiB}", "{class}", "{args}"]
            heapPercent = 50
            stackBytes = 1_048_576

            [dialects]
            judge0 = [7]
            piston = ["sample"]
            jobe = ["smp"]

            [[tests]]
            name = "hello"
            source = "say hello"
            stdout = "hello"

            [[tests]]
            name = "several-files"
            outcome = "runtime_error"
            exitCode = 3
            stdin = "in"
            args = ["a b"]
            stderrContains = "oops"

            [tests.files]
            "a/other.smp" = "other"
            "main.smp" = "main"
            """;

    private SampleLanguage() {}

    static Language language() {
        return LanguageFile.parse("sample.toml", TOML);
    }

    static InstalledLanguage installed() {
        return new InstalledLanguage(
                language(),
                "1.22.3",
                Path.of("/opt/sample"),
                Map.of("smp", Path.of("/opt/sample/bin/smp"), "link", Path.of("/opt/sample/bin/link")),
                List.of(Path.of("/opt/sample/lib")),
                List.of(),
                null);
    }
}
