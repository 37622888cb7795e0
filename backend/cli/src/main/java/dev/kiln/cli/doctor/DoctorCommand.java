package dev.kiln.cli.doctor;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.build.DebianPackages;
import dev.kiln.cli.build.NodeToolchain;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.DataLock;
import dev.kiln.cli.language.Toolchains;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.redis.RedisProgram;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.cli.up.DataOption;
import dev.kiln.language.Discovery;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.language.ToolchainPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code kiln doctor}. */
@Command(
        name = "doctor",
        description =
                "Checks what Kiln needs, and says for each: fine, or what is wrong and the command that mends it. "
                        + "Exit code 1 if something is wrong that Kiln cannot do without.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        List<Check> checks = check();
        if (json) {
            terminal.answer(new JsonMapper().writeValueAsString(checks));
        } else {
            checks.forEach(check -> terminal.answer(line(check)));
        }
        return checks.stream().anyMatch(check -> check.needed() && !check.fine()) ? 1 : 0;
    }

    private List<Check> check() throws InterruptedException {
        Checkout checkout = Checkout.ofThisProcess();
        List<Check> checks = new ArrayList<>();
        checks.add(Check.fine("JDK", System.getProperty("java.version") + " in " + System.getProperty("java.home")));
        checks.add(node());
        checks.add(redis());
        checks.addAll(programs());
        checks.add(SandboxCheck.run(checkout));
        checks.add(dataFolder(data.folder()));
        ToolchainPlaces places = Toolchains.places(data.folder());
        LanguageCatalog catalog = LanguageCatalog.load(checkout.languages());
        new ToolchainDiscovery(places).discover(catalog.languages()).forEach(found -> checks.add(language(found)));
        return checks;
    }

    private static Check node() {
        NodeToolchain node = new NodeToolchain(Path.of(System.getProperty("user.home"), ".kiln"));
        return node.find()
                .map(bin -> Check.fine("Node.js", "for building the pages: " + bin))
                .orElseGet(() -> SearchPath.ofThisProcess().has("npm")
                        ? Check.fine("Node.js", "24 for building the pages is fetched by npm when it is needed")
                        : Check.wrong(
                                "Node.js",
                                "no Node.js 24 for building the pages, and no npm to fetch it with",
                                DebianPackages.command(List.of("npm"))));
    }

    private static Check redis() {
        return RedisProgram.ofMachine(SearchPath.ofThisProcess())
                .map(program -> Check.fine("Redis", program.version() + ": " + program.file()))
                .orElseGet(() -> Check.fine("Redis", "none of the machine's; Kiln starts the one that it carries"));
    }

    private static List<Check> programs() {
        SearchPath path = SearchPath.ofThisProcess();
        List<Check> checks = new ArrayList<>();
        for (String program : List.of("setsid", "setpriv", "unshare", "mount")) {
            if (!path.has(program)) {
                checks.add(Check.wrong(program, "is not here", DebianPackages.command(List.of("util-linux", "mount"))));
            }
        }
        boolean compiler = path.has("cc") && path.has("make") && Files.exists(Path.of("/usr/include/seccomp.h"));
        checks.add(
                compiler
                        ? Check.fine("C compiler", "with make and libseccomp, for the launcher of boxes")
                        : Check.wrong(
                                "C compiler",
                                "cc, make or libseccomp is not here, which the launcher of boxes is built with",
                                DebianPackages.command(List.of("gcc", "libc6-dev", "make", "libseccomp-dev"))));
        return checks;
    }

    private static Check dataFolder(DataFolder folder) {
        if (!Files.exists(folder.root())) {
            return Check.fine("data folder", folder.root() + " is made at the first start");
        }
        if (!Files.isWritable(folder.root())) {
            return Check.wrong("data folder", folder.root() + " is not writable", "choose another: --data FOLDER");
        }
        String used = DataLock.holder(folder).isPresent() ? ", and a Kiln runs on it" : "";
        return Check.fine("data folder", folder.root() + used);
    }

    private static Check language(Discovery found) {
        return switch (found) {
            case Discovery.Present present ->
                Check.fine(present.language().name(), present.installed().version());
            case Discovery.Missing missing ->
                Check.absent(missing.language().name(), missing.reason(), String.join(" ", missing.mend()));
        };
    }

    private static String line(Check check) {
        String sign = check.fine() ? "fine " : check.needed() ? "WRONG" : "  -  ";
        String mend = check.mend().isEmpty() ? "" : "\n                     mend it by: " + check.mend();
        return String.format(Locale.ROOT, "%s  %-12s %s%s", sign, check.name(), check.detail(), mend);
    }
}
