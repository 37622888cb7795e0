package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM of an application: small, and quick to start.
 *
 * <p>Three JVMs start at once on perhaps two cores, and half of what that costs is C2 compiling code that will not be hot.
 * The control plane and the worker do without C2: the one waits for people, the other for programs. The execution API has
 * it for what ten times the usual number of calls shows to be hot, and does not let the profiles in the cache call for it
 * earlier.
 *
 * @param home the JDK, as the application sees it
 * @param folder the application's folder, as it sees it
 * @param application which it is
 */
record Jvm(Path home, Path folder, Application application) {

    /** The command that starts it, with the cache of its classes if that holds. */
    List<String> command(ClassCache cache) {
        return cache.holdsFor(home, folder)
                ? command("-XX:AOTCache=" + folder.resolve(ClassCache.NAME), "-Xlog:aot=off", "-Xlog:cds=off")
                : command();
    }

    /** The command that starts it to record such a cache, which it writes at its end. */
    List<String> recording(Path output) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(command("-XX:AOTCacheOutput=" + output));
        return command;
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "-Xmx" + application.heapMebibytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true"));
        command.addAll(compilation());
        command.addAll(List.of(more));
        command.addAll(List.of("-jar", folder.resolve("application.jar").toString()));
        return command;
    }

    private List<String> compilation() {
        return switch (application) {
            case CONTROL, WORKER -> List.of("-XX:TieredStopAtLevel=1");
            case API ->
                List.of(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-AOTReplayTraining",
                        "-XX:Tier4InvocationThreshold=50000",
                        "-XX:Tier4MinInvocationThreshold=6000",
                        "-XX:Tier4CompileThreshold=150000",
                        "-XX:Tier4BackEdgeThreshold=400000");
        };
    }
}
