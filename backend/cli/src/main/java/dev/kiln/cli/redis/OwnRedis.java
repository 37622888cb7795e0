package dev.kiln.cli.redis;

import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.confine.Place;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.process.Launch;
import dev.kiln.cli.process.Service;
import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Redis server that belongs to one Kiln: it listens on loopback alone, wants a password, and answers a write only
 * once it is on disk, so that what was accepted survives its sudden end.
 */
public final class OwnRedis {
    /** The name of the service. */
    public static final String NAME = "redis";

    /** The user it runs as where root starts it: of no account, so it owns nothing else. */
    private static final int UID = 64_521;

    private static final long SMALLEST_MEMORY = 256L * 1024 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final DataFolder data;
    private final Confinement confinement;
    private final RedisProgram program;
    private final int port;

    /** @param port on which it listens, free now */
    public OwnRedis(DataFolder data, Confinement confinement, RedisProgram program, int port) {
        this.data = data;
        this.confinement = confinement;
        this.program = program;
        this.port = port;
    }

    /** The address for those who may use it, the password included. */
    public String url() {
        return "redis://:" + password() + "@127.0.0.1:" + port;
    }

    /** The server as a service. */
    public Service service() {
        return new Service(NAME, this::launch, new RedisReadiness(port, password()), Set.of(), GRACE);
    }

    private Launch launch(int start) {
        Place place = confinement.place(UID);
        Path folder = place.writes(data.of(NAME), "data");
        Path settings = place.keeps(writeSettings(folder), "redis.conf");
        Path server = place.reads(program.file(), "redis-server");
        return new Launch(
                place.command(List.of(server.toString(), settings.toString())),
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8"),
                data.root());
    }

    /** A file and not arguments, because those can be read by everyone on the machine. */
    private Path writeSettings(Path folder) {
        List<String> settings = List.of(
                "bind 127.0.0.1",
                "protected-mode yes",
                "port " + port,
                "requirepass " + password(),
                "dir " + folder,
                // Every write is on disk before it is answered, and nothing is thrown away for want of room.
                "appendonly yes",
                "appendfsync always",
                "save \"\"",
                "maxmemory-policy noeviction",
                "maxmemory " + memoryBytes(),
                // A power cut may leave half a command at the end of the log; it was never answered.
                "aof-load-truncated yes",
                "daemonize no",
                "databases 1",
                "loglevel notice");
        Path file = data.run().resolve("redis.conf");
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, settings);
        } catch (IOException e) {
            throw new CommandFailure("the settings of Redis cannot be written: " + file, "", e);
        }
    }

    /** A quarter of the machine's memory: past it Redis refuses, where without it the kernel would kill. */
    private static long memoryBytes() {
        try {
            String line = Files.readAllLines(Path.of("/proc/meminfo")).getFirst();
            long kibibytes = Long.parseLong(line.replaceAll("\\D", ""));
            return Math.max(SMALLEST_MEMORY, kibibytes * 1024 / 4);
        } catch (IOException e) {
            throw new CommandFailure("/proc/meminfo cannot be read", "Kiln runs on Linux with /proc mounted", e);
        }
    }

    private String password() {
        return Secrets.read(data.secrets().redisPassword());
    }
}
