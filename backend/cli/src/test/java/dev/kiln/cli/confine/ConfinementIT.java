package dev.kiln.cli.confine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.process.Launch;
import dev.kiln.cli.process.LogFile;
import dev.kiln.cli.process.ManagedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program can do and see that root starts without privileges. Runs as root, which making such a place needs. */
class ConfinementIT {
    private static final int UID = 64_599;

    @TempDir
    Path closed;

    private Path base;
    private Confinement confinement;

    @BeforeEach
    void makeBase() throws Exception {
        assertThat(Confinement.isRoot()).as("this test runs as root").isTrue();
        base = Files.createDirectories(Path.of("/run/kiln-test"));
        confinement = new Confinement.Privileged(base);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theProgramIsAnotherUserWithoutGroupsAndCapabilities() throws Exception {
        Place place = confinement.place(UID);

        List<String> said = run(place, "id -u; id -G; grep -E '^(Cap...|NoNewPrivs):' /proc/self/status");

        assertThat(said)
                .containsExactly(
                        Integer.toString(UID),
                        Integer.toString(UID),
                        "CapInh:\t0000000000000000",
                        "CapPrm:\t0000000000000000",
                        "CapEff:\t0000000000000000",
                        "CapBnd:\t0000000000000000",
                        "CapAmb:\t0000000000000000",
                        "NoNewPrivs:\t1");
    }

    @Test
    void itReadsWhatItWasGivenThoughTheFolderAboveIsClosed() throws Exception {
        Path given = Files.createDirectory(closed.resolve("given"));
        Files.writeString(given.resolve("file"), "content\n");
        Place place = confinement.place(UID);
        Path seen = place.reads(given, "given");

        List<String> said = run(place, "cat " + seen + "/file; touch " + seen + "/new || echo read-only");

        assertThat(said).contains("content", "read-only");
        assertThat(given.resolve("new")).doesNotExist();
    }

    @Test
    void itCannotReadAFileOfRootsNorSeeWhatPeopleKeep() throws Exception {
        Path secret = Files.writeString(closed.resolve("api-key"), "secret");
        Place place = confinement.place(UID);

        List<String> said = run(
                place,
                "cat " + secret + " || echo hidden; cat /etc/shadow || echo denied; ls -A /root /home; ls -A /tmp");

        assertThat(said).contains("hidden", "denied").noneMatch(line -> line.contains("secret"));
        assertThat(said.subList(said.indexOf("/home:"), said.size())).containsExactly("/home:", "", "/root:");
    }

    @Test
    void itReadsItsOwnSecretAndOnlyACopyOfIt() throws Exception {
        Path secret = Files.writeString(closed.resolve("api-key"), "secret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Place place = confinement.place(UID);
        Path seen = place.keeps(secret, "api-key");

        List<String> said = run(place, "cat " + seen + "; stat -c '%a %u' " + seen + "; echo x > " + seen);

        assertThat(said).startsWith("secret", "400 " + UID);
        assertThat(secret).content().isEqualTo("secret\n");
    }

    @Test
    void itWritesIntoItsOwnFolderAndCannotStartProgramsFromIt() throws Exception {
        Path own = Files.createDirectory(closed.resolve("own"));
        Files.writeString(own.resolve("old"), "from before");
        Place place = confinement.place(UID);
        Path seen = place.writes(own, "data");

        List<String> said = run(
                place,
                "cd " + seen + " && echo changed > old && echo new > new && cp /bin/true . && ./true || echo no exec");

        assertThat(said).contains("no exec");
        assertThat(own.resolve("old")).content().isEqualTo("changed\n");
        assertThat(Files.getAttribute(own.resolve("new"), "unix:uid")).isEqualTo(UID);
    }

    @Test
    void itReadsWhatRootAddsToTheFolderOfObjectsAndNobodyElseDoes() throws Exception {
        Path objects = DataFolder.at(closed).objects();
        Path seen = confinement.place(UID).writes(objects, "objects");
        Path added = Files.writeString(objects.resolve("added"), "by root\n");
        Files.setPosixFilePermissions(added, PosixFilePermissions.fromString("rw-r-----"));

        Place own = confinement.place(UID);
        own.writes(objects, "objects");
        Place other = confinement.place(UID + 1);
        other.reads(objects, "objects");

        assertThat(run(own, "cat " + seen + "/added; rm " + seen + "/added && echo removed"))
                .containsExactly("by root", "removed");
        assertThat(run(other, "ls " + seen + " || echo closed")).contains("closed");
    }

    @Test
    void aLinkInTheFolderIsNotFollowedWhenItIsGivenAway() throws Exception {
        Path root = Files.writeString(closed.resolve("of-root"), "");
        Path own = Files.createDirectory(closed.resolve("own"));
        Files.createSymbolicLink(own.resolve("link"), root);

        confinement.place(UID).writes(own, "data");

        assertThat(Files.getAttribute(root, "unix:uid")).isEqualTo(0);
    }

    @Test
    void nothingOfItsPlaceCanBeSeenOutside() throws Exception {
        Place place = confinement.place(UID);
        place.reads(closed, "given");

        run(place, "true");

        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(base.toString());
        assertThat(base).isEmptyDirectory();
    }

    private List<String> run(Place place, String script) throws Exception {
        LogFile log = new LogFile(closed.resolve("log"));
        List<String> command = place.command(List.of("/bin/sh", "-c", script));
        ManagedProcess process =
                ManagedProcess.start(new Launch(command, Map.of("PATH", System.getenv("PATH")), Path.of("/")), log);
        process.await();
        process.awaitLog();
        return log.tail(100);
    }
}
