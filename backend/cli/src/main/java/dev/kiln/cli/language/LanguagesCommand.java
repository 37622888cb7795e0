package dev.kiln.cli.language;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.cli.up.DataOption;
import dev.kiln.language.Discovery;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.language.ToolchainPlaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code kiln languages}. */
@Command(
        name = "languages",
        description = "Lists the languages and whether they are here; 'install' brings more.",
        mixinStandardHelpOptions = true,
        subcommands = LanguagesCommand.Install.class)
public final class LanguagesCommand implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        LanguageCatalog catalog = LanguageCatalog.load(Checkout.ofThisProcess().languages());
        ToolchainPlaces places = Toolchains.places(data.folder());
        List<Discovery> found = new ToolchainDiscovery(places).discover(catalog.languages());
        if (json) {
            terminal.answer(new JsonMapper()
                    .writeValueAsString(
                            found.stream().map(LanguagesCommand::described).toList()));
        } else {
            found.forEach(discovery -> terminal.answer(line(discovery)));
        }
        return 0;
    }

    private static String line(Discovery discovery) {
        String told = switch (discovery) {
            case Discovery.Present present -> present.installed().version() + libraries(present.installed());
            case Discovery.Missing missing -> "not here: " + String.join(" ", missing.mend());
        };
        Language language = discovery.language();
        return String.format(Locale.ROOT, "%-12s %-12s %s", language.id(), language.name(), told);
    }

    private static String libraries(InstalledLanguage installed) {
        return installed.libraries().isEmpty()
                ? ""
                : "   with "
                        + installed.libraries().stream()
                                .map(library ->
                                        library.name() + (library.version() == null ? "" : " " + library.version()))
                                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> described(Discovery discovery) {
        Map<String, Object> described = new LinkedHashMap<>();
        Language language = discovery.language();
        described.put("id", language.id());
        described.put("name", language.name());
        described.put("extensions", language.extensions());
        switch (discovery) {
            case Discovery.Present present -> {
                described.put("version", present.installed().version());
                described.put("libraries", present.installed().libraries());
                described.put("problem", null);
                described.put("mend", null);
            }
            case Discovery.Missing missing -> {
                described.put("version", null);
                described.put("libraries", List.of());
                described.put("problem", missing.reason());
                described.put("mend", String.join(" ", missing.mend()));
            }
        }
        return described;
    }

    /** {@code kiln languages install}. */
    @Command(
            name = "install",
            description = "Brings the packages of languages, with their libraries.",
            mixinStandardHelpOptions = true)
    static final class Install implements Callable<Integer> {
        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "Languages by id or alias; 'all' for all.")
        private List<String> names = List.of();

        @Option(names = "--yes", description = "Without asking.")
        private boolean yes;

        @Override
        public Integer call() throws InterruptedException {
            Terminal terminal = Terminal.ofProcess();
            Checkout checkout = Checkout.ofThisProcess();
            LanguageCatalog catalog = LanguageCatalog.load(checkout.languages());
            ToolchainPlaces places = Toolchains.places(data.folder());
            List<Language> wanted = names.contains("all")
                    ? catalog.languages()
                    : names.stream().map(name -> find(catalog, name)).toList();
            new LanguageInstallation(terminal, places, yes, checkout.target().resolve("languages.log")).install(wanted);
            List<Discovery> found = new ToolchainDiscovery(places).discover(wanted);
            found.forEach(discovery -> terminal.answer(line(discovery)));
            boolean all = found.stream().allMatch(Discovery.Present.class::isInstance);
            if (all) {
                terminal.say("A worker that runs knows them after its next start.");
            }
            return all ? 0 : 1;
        }

        private static Language find(LanguageCatalog catalog, String name) {
            return catalog.find(name)
                    .orElseThrow(() -> new CommandFailure(
                            "there is no language '" + name + "'",
                            "there are: "
                                    + catalog.languages().stream()
                                            .map(Language::id)
                                            .collect(Collectors.joining(", "))));
        }
    }
}
