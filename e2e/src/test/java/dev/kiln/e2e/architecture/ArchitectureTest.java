package dev.kiln.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.kiln.e2e.stack.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the arrows of the house, on the classes that the modules were built into. */
class ArchitectureTest {
    private static JavaClasses built = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void readWhatWasBuilt() {
        built = new ClassFileImporter()
                .importPaths(Stream.of(Module.values())
                        .map(ArchitectureTest::classesOf)
                        .filter(Files::isDirectory)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Arrows.class)
    void theHouseKeepsToItsArrows(Arrows arrow) {
        arrow.rule().check(built);
    }

    @ParameterizedTest
    @EnumSource(Arrows.class)
    void eachArrowFindsTheViolationThatIsPlantedForIt(Arrows arrow) {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.violation(arrow));

        assertThatThrownBy(() -> arrow.rule().check(planted)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void aPackagePrefixBelongsToOneModule(Module module) {
        assertThat(strangers(module, classesOf(module))).isEmpty();
    }

    @Test
    void aClassInThePackageOfAnotherModuleIsFound() {
        Path tests = Checkout.here().root().resolve("e2e/target/test-classes");

        assertThat(strangers(Module.E2E, tests)).contains("dev.kiln.redis.planted.RedisThatKnowsSql");
    }

    @Test
    void theModulesThatRunWereRead() {
        assertThat(Stream.of(Module.CORE, Module.REDIS, Module.CLIENT, Module.CLI, Module.API, Module.E2E))
                .allSatisfy(module -> assertThat(built.that(module.classes()))
                        .as(module.name())
                        .isNotEmpty());
    }

    /** Classes in this folder that by their package are not this module's. */
    private static List<String> strangers(Module module, Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return new ClassFileImporter()
                .importPath(folder).stream()
                        .filter(type -> module.classes().negate().test(type))
                        .map(JavaClass::getName)
                        .toList();
    }

    private static Path classesOf(Module module) {
        return Checkout.here().root().resolve(module.folder()).resolve("target/classes");
    }
}
