package dev.kiln.e2e.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The modules of the house, and which classes are theirs: those whose package has the module's prefix. */
enum Module {
    /** The domain. It has no prefix of its own: whatever of ours is no other module's is its. */
    CORE("backend/core"),
    TESTKIT("backend/testkit"),
    REDIS("backend/redis"),
    SQL("backend/sql"),
    FILES("backend/files"),
    AWS("backend/aws"),
    CLIENT("backend/client"),
    API("backend/api"),
    CONTROL("backend/control"),
    CLI("backend/cli"),
    WORKER("worker"),
    UI("ui"),
    E2E("e2e");

    static final List<Module> ADAPTERS = List.of(REDIS, SQL, FILES, AWS);
    static final List<Module> APPLICATIONS = List.of(API, CONTROL, CLI, WORKER);

    private static final String OURS = "dev.kiln";

    private final String folder;

    Module(String folder) {
        this.folder = folder;
    }

    /** Where it lies in the checkout. */
    String folder() {
        return folder;
    }

    /** The classes that this module owns by their package. */
    DescribedPredicate<JavaClass> classes() {
        return DescribedPredicate.describe("of " + name().toLowerCase(Locale.ROOT), this::owns);
    }

    /** The classes that any of these modules owns. */
    static DescribedPredicate<JavaClass> classesOf(List<Module> modules) {
        return DescribedPredicate.describe(
                "of " + modules, type -> modules.stream().anyMatch(module -> module.owns(type)));
    }

    /** All but these. */
    static List<Module> allBut(Module... left) {
        return Stream.of(values())
                .filter(module -> !Arrays.asList(left).contains(module))
                .toList();
    }

    private boolean owns(JavaClass type) {
        String name = type.getPackageName();
        if (this != CORE) {
            return isIn(name, prefix());
        }
        return isIn(name, OURS)
                && Stream.of(values())
                        .filter(module -> module != CORE)
                        .noneMatch(module -> isIn(name, module.prefix()));
    }

    private String prefix() {
        return OURS + "." + name().toLowerCase(Locale.ROOT);
    }

    private static boolean isIn(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }
}
