package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstallPlanTest {
    private final ToolchainPlaces places = new ToolchainPlaces(Path.of("/home/ana"), Path.of("/data"), null);
    private final Language language = SampleLanguage.language();

    @Test
    void bringsPackagesLibrariesAndNpmPackages() {
        InstallPlan plan = InstallPlan.of(List.of(language), places, true);

        assertThat(plan.steps())
                .extracting(InstallPlan.Step::argv)
                .containsExactly(
                        List.of("apt-get", "update"),
                        List.of("apt-get", "install", "-y", "--no-install-recommends", "sample-extras", "sample-tools"),
                        List.of(
                                "npm",
                                "install",
                                "--prefix",
                                "/data/toolchains/sample",
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "sample@1"));
        assertThat(plan.steps()).extracting(InstallPlan.Step::needsRoot).containsExactly(true, true, false);
    }

    @Test
    void bringsNpmWhereItIsNeededAndNotThere() {
        InstallPlan plan = InstallPlan.of(List.of(language), places, false);

        assertThat(plan.steps().get(1).argv()).contains("npm");
    }

    @Test
    void asksForEachPackageOnce() {
        InstallPlan plan = InstallPlan.of(List.of(language, language), places, true);

        assertThat(plan.steps().get(1).argv()).doesNotHaveDuplicates();
    }

    @Test
    void hasNoStepsForLanguagesThatNeedNothing() {
        assertThat(InstallPlan.of(List.of(), places, false).steps()).isEmpty();
    }
}
