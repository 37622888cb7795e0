package dev.kiln.e2e.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** The arrows of the house: applications to adapters to the core, and nothing back. */
enum Arrows {
    /** The core is the domain: it needs the JDK, a reader of TOML, and nothing else. */
    CORE_DEPENDS_ON_HARDLY_ANYTHING(classes()
            .that(Module.CORE.classes())
            .should(onlyDependOnClassesThat(
                    Module.CORE.classes().or(of("java..", "javax.crypto..", "org.tomlj..", "org.jspecify..", ""))))),

    /** The SDK is given to others: what it needs, they need. */
    CLIENT_DEPENDS_ON_HARDLY_ANYTHING(classes()
            .that(Module.CLIENT.classes())
            .should(onlyDependOnClassesThat(Module.CLIENT
                    .classes()
                    .or(of(
                            "java..",
                            "javax.net..",
                            "tools.jackson..",
                            "com.fasterxml.jackson..",
                            "org.jspecify..",
                            ""))))),

    /** Adapters do not know each other. */
    REDIS_KNOWS_ONLY_THE_CORE(knowsOnly(Module.REDIS, Module.CORE)),
    SQL_KNOWS_ONLY_THE_CORE(knowsOnly(Module.SQL, Module.CORE)),
    FILES_KNOWS_ONLY_THE_CORE(knowsOnly(Module.FILES, Module.CORE)),
    AWS_KNOWS_ONLY_THE_CORE(knowsOnly(Module.AWS, Module.CORE)),

    /** The pages speak with the execution API as any of its users does. */
    UI_KNOWS_ONLY_CORE_AND_CLIENT(knowsOnly(Module.UI, Module.CORE, Module.CLIENT)),

    /** The command line is quick because it has no framework, and starts applications as processes. */
    CLI_KNOWS_ONLY_CORE_AND_CLIENT(knowsOnly(Module.CLI, Module.CORE, Module.CLIENT)),
    CLI_HAS_NO_FRAMEWORK(noClasses()
            .that(Module.CLI.classes())
            .should()
            .dependOnClassesThat(of("org.springframework..", "com.vaadin.."))),

    /** Workers and the API meet in Redis alone. */
    API_KNOWS_CORE_AND_ADAPTERS(knowsOnly(Module.API, Module.CORE, Module.REDIS, Module.FILES, Module.AWS)),
    WORKER_KNOWS_CORE_AND_ADAPTERS(knowsOnly(Module.WORKER, Module.CORE, Module.REDIS, Module.FILES, Module.AWS)),
    CONTROL_KNOWS_NO_APPLICATION(knowsOnly(
            Module.CONTROL, Module.CORE, Module.REDIS, Module.SQL, Module.FILES, Module.AWS, Module.CLIENT, Module.UI)),

    /** What proves the ports is not part of what runs. */
    NOTHING_THAT_RUNS_KNOWS_THE_TESTKIT(noClasses()
            .that(Module.classesOf(Module.allBut(Module.TESTKIT, Module.E2E)))
            .should()
            .dependOnClassesThat(Module.TESTKIT.classes())),

    /** What pages show comes from the SDK and the ports of the core. */
    UI_READS_NO_DATABASE(noClasses()
            .that(Module.UI.classes())
            .should()
            .dependOnClassesThat(of("org.springframework.data..", "org.springframework.jdbc..", "java.sql..")));

    @SuppressWarnings("ImmutableEnumChecker") // a rule is immutable, but its type does not say so
    private final ArchRule rule;

    Arrows(ArchRule rule) {
        // A module that is still to come has no class yet; that a rule can fail is proved with planted classes.
        this.rule = rule.allowEmptyShould(true);
    }

    ArchRule rule() {
        return rule;
    }

    private static ArchRule knowsOnly(Module module, Module... known) {
        var allowed = new ArrayList<>(List.of(known));
        allowed.add(module);
        List<Module> forbidden = Module.allBut(allowed.toArray(Module[]::new));
        return noClasses().that(module.classes()).should().dependOnClassesThat(Module.classesOf(forbidden));
    }

    private static DescribedPredicate<JavaClass> of(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages);
    }
}
