package dev.kiln.cli.redis;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Redis server to run: that of the machine if it is new enough, else the one that Kiln carries along.
 *
 * @param file the program
 * @param version its version
 * @param carried whether it is the one that Kiln carries
 */
public record RedisProgram(Path file, String version, boolean carried) {
    private static final String CARRIED_VERSION = "7.0.15";
    private static final int[] OLDEST = {6, 2};
    private static final Pattern VERSION = Pattern.compile("v=((\\d+)\\.(\\d+)\\.\\d+)");

    /** The server to use on this machine; the carried one is unpacked into the data folder when it is needed. */
    public static RedisProgram choose(DataFolder data) {
        return ofMachine(SearchPath.ofThisProcess()).orElseGet(() -> unpack(data.programs()));
    }

    /** The first server on a search path that is new enough. */
    public static Optional<RedisProgram> ofMachine(SearchPath path) {
        return path.all("redis-server")
                .flatMap(file -> versionOf(file).map(version -> new RedisProgram(file, version, false)).stream())
                .findFirst();
    }

    static RedisProgram unpack(Path folder) {
        String resource = "/redis-server-" + CARRIED_VERSION + "-linux-" + machine();
        Path file = folder.resolve(resource.substring(1));
        if (!Files.isExecutable(file)) {
            try (InputStream stream = Objects.requireNonNull(RedisProgram.class.getResourceAsStream(resource))) {
                Path fresh = Files.createTempFile(folder, "redis", ".new");
                Files.copy(stream, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new CommandFailure("the Redis that Kiln carries could not be unpacked into " + folder, "", e);
            }
        }
        return new RedisProgram(file, CARRIED_VERSION, true);
    }

    private static Optional<String> versionOf(Path file) {
        try {
            Process process = new ProcessBuilder(file.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(said);
            return matcher.find() && isNewEnough(matcher) ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isNewEnough(Matcher version) {
        int major = Integer.parseInt(version.group(2));
        int minor = Integer.parseInt(version.group(3));
        return major > OLDEST[0] || (major == OLDEST[0] && minor >= OLDEST[1]);
    }

    private static String machine() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default ->
                throw new CommandFailure(
                        "Kiln carries no Redis for " + name,
                        "install redis-server 6.2 or newer, or set KILN_REDIS_URL");
        };
    }
}
