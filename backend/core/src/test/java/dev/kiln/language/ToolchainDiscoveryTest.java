package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.language.InstalledLanguage.InstalledLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainDiscoveryTest {
    private final Language language = SampleLanguage.language();
    private ToolchainTree tree;
    private ToolchainDiscovery discovery;

    @BeforeEach
    void makeTree(@TempDir Path folder) throws IOException {
        tree = new ToolchainTree(folder.toRealPath());
        discovery = new ToolchainDiscovery(tree.places(), path -> true);
    }

    private InstalledLanguage present() throws InterruptedException {
        return ((Discovery.Present) discovery.discover(language)).installed();
    }

    private Discovery.Missing missing() throws InterruptedException {
        return (Discovery.Missing) discovery.discover(language);
    }

    @Test
    void findsAToolchainWithItsVersionAndPaths() throws Exception {
        Path home = tree.sample("1.9.2", "echo Sample 1.9.2");

        InstalledLanguage installed = present();

        assertThat(installed.version()).isEqualTo("1.9.2");
        assertThat(installed.home()).isEqualTo(home);
        assertThat(installed.tools().get("smp")).isEqualTo(home.resolve("bin/smp"));
        assertThat(installed.expose()).containsExactly(home.resolve("lib"));
        assertThat(installed.isPrepared()).isTrue();
    }

    @Test
    void readsAVersionFromStandardErrorToo() throws Exception {
        tree.sample("any", "echo 'Sample 2.0 (built in clay)' >&2");

        assertThat(present().version()).isEqualTo("2.0");
    }

    @Test
    void prefersTheNewestVersionByNumberNotByName() throws Exception {
        tree.sample("1.9.2", "echo Sample 1.9.2");
        tree.sample("1.10.0", "echo Sample 1.10.0");

        assertThat(present().version()).isEqualTo("1.10.0");
    }

    @Test
    void fallsBackWhenANewerToolchainDoesNotWork() throws Exception {
        tree.sample("1.9.2", "echo Sample 1.9.2");
        tree.sample("1.10.0", "exit 7");
        Files.delete(tree.sample("1.11.0", "echo Sample 1.11.0").resolve("bin/link"));

        assertThat(present().version()).isEqualTo("1.9.2");
    }

    @Test
    void saysWhatWasTriedAndWhatMendsIt() throws Exception {
        Path failing = tree.sample("3", "exit 7");
        Path silent = tree.sample("2", "echo nothing to say");
        Path old = tree.sample("1", "echo Sample 1.4.9");

        Discovery.Missing missing = missing();

        assertThat(missing.reason())
                .contains(failing + "/bin/smp --version fails with exit code 7")
                .contains(silent + "/bin/smp --version prints no version: nothing to say")
                .contains(old + "/bin/smp is version 1.4.9, older than 1.5");
        assertThat(missing.mend()).containsExactly("./kiln", "languages", "install", "sample");
    }

    @Test
    void saysWhereNothingWasFound() throws Exception {
        assertThat(missing().reason()).isEqualTo(tree.home() + "/sample/* is not there");
    }

    @Test
    void doesNotTakeAFileThatCannotBeExecuted() throws Exception {
        Path home = tree.sample("1.9", "echo Sample 1.9");
        Files.setPosixFilePermissions(
                home.resolve("bin/link"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(missing().reason()).isEqualTo("no link in " + home);
    }

    @Test
    void asksForTheVersionWithNothingOfOurEnvironment() throws Exception {
        tree.sample("1.9", "test -z \"$JAVA_HOME$USER$LOGNAME\" && echo Sample 1.9.$(env | grep -c =)");

        // PATH, LANG, HOME, TMPDIR, and the PWD and _ of the shell itself.
        assertThat(Integer.parseInt(present().version().substring("1.9.".length())))
                .isLessThanOrEqualTo(7);
    }

    @Test
    void resolvesTheHomeThroughLinks() throws Exception {
        Path real = tree.sample("current", "echo Sample 1.9");
        Path elsewhere = Files.createDirectories(tree.root().resolve("opt")).resolve("sample-1.9");
        Files.move(real, elsewhere);
        Files.createSymbolicLink(real, elsewhere);

        InstalledLanguage installed = present();

        assertThat(installed.home()).isEqualTo(elsewhere);
        assertThat(installed.expose()).containsExactly(elsewhere.resolve("lib"));
    }

    @Test
    void startsAToolByThePathThatTheBoxSees() throws Exception {
        Path home = tree.sample("1.9", "echo Sample 1.9");
        Path outside =
                Files.createDirectories(tree.root().resolve("alternatives")).resolve("smp");
        Files.move(home.resolve("bin/smp"), home.resolve("bin/smp-1.9"));
        Files.createSymbolicLink(outside, home.resolve("bin/smp-1.9"));
        Files.createSymbolicLink(home.resolve("bin/smp"), outside);

        assertThat(present().tools().get("smp")).isEqualTo(home.resolve("bin/smp-1.9"));
    }

    @Test
    void keepsTheNameOfALinkThatStaysInTheToolchain() throws Exception {
        Path home = tree.sample("1.9", "echo Sample 1.9");
        Files.move(home.resolve("bin/smp"), home.resolve("bin/smp-1.9"));
        Files.createSymbolicLink(home.resolve("bin/smp"), Path.of("smp-1.9"));

        assertThat(present().tools().get("smp")).isEqualTo(home.resolve("bin/smp"));
    }

    @Test
    void findsBundledLibrariesWithTheirVersions() throws Exception {
        Path home = tree.sample("1.9", "echo Sample 1.9");
        Files.createDirectories(home.resolve("share/extras-4.2.1.info"));

        assertThat(present().libraries()).containsExactly(new InstalledLibrary("extras", "4.2.1"));
    }

    @Test
    void listsNoLibraryThatIsNotThere() throws Exception {
        tree.sample("1.9", "echo Sample 1.9");

        assertThat(present().libraries()).isEmpty();
    }

    @Test
    void exposesNeitherTheSystemsFoldersNorAPathTwice() throws Exception {
        Path home = tree.sample("1.9", "echo Sample 1.9");
        Files.createDirectories(home.resolve("lib/inner"));
        Language wide = LanguageFile.parse(
                "sample.toml",
                SampleLanguage.TOML.replace(
                        "expose = [\"lib\"]",
                        "expose = [\"lib/inner\", \"lib\", \"{tool.link}\", \"/usr/bin\", \"/absent/*\"]"));

        var installed = ((Discovery.Present) discovery.discover(wide)).installed();

        assertThat(installed.expose()).containsExactlyInAnyOrder(home.resolve("lib"), home.resolve("bin/link"));
    }

    @Test
    void passesOverAToolchainThatABoxCannotBeShown() throws Exception {
        Path home = tree.sample("1.10", "echo Sample 1.10");
        tree.sample("1.9", "echo Sample 1.9");
        discovery = new ToolchainDiscovery(tree.places(), path -> !path.startsWith(home));

        assertThat(present().version()).isEqualTo("1.9");
    }

    @Test
    void saysWhichPathABoxCannotBeShown() throws Exception {
        Path home = tree.sample("1.9", "echo Sample 1.9");
        discovery = new ToolchainDiscovery(tree.places(), path -> false);

        assertThat(missing().reason())
                .isEqualTo(home + "/lib cannot be shown to a box, which has a folder of its own there");
    }

    @Test
    void looksForAllLanguagesAndKeepsTheirOrder() throws Exception {
        tree.sample("1.9", "echo Sample 1.9");
        Language other = LanguageFile.parse(
                "other.toml",
                SampleLanguage.TOML.replace("id = \"sample\"", "id = \"other\"").replace("~/sample/*", "{jdk}"));

        List<Discovery> found = discovery.discover(List.of(other, language));

        assertThat(found).extracting(answer -> answer.language().id()).containsExactly("other", "sample");
        assertThat(found.getFirst()).isInstanceOf(Discovery.Missing.class);
        assertThat(found.getLast()).isInstanceOf(Discovery.Present.class);
    }
}
