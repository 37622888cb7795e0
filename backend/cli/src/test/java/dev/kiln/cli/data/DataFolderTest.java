package dev.kiln.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.tenant.KeySecret;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        DataFolder data = DataFolder.at(parent.resolve("a/kiln"));

        DataLock.take(data).close();
        data.prepare();

        assertThat(permissions(data.root())).isEqualTo("rwx------");
        assertThat(data.root().resolve("version")).content().isEqualTo("1\n");
    }

    @Test
    void bringsAFolderWithoutAVersionUpToDateAndKeepsWhatIsInIt() throws Exception {
        DataFolder data = DataFolder.at(parent);
        Files.writeString(parent.resolve("api-key"), "kept");

        data.prepare();

        assertThat(parent.resolve("version")).content().isEqualTo("1\n");
        assertThat(data.logs()).isDirectory();
        assertThat(Secrets.read(data.secrets().apiKey())).isEqualTo("kept");
    }

    @Test
    void refusesTheFolderOfANewerKiln() throws Exception {
        Files.writeString(parent.resolve("version"), "2\n");

        assertThatThrownBy(() -> DataFolder.at(parent).prepare())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("newer Kiln");
    }

    @Test
    void givesTheGroupOfTheFolderOfObjectsToWhatIsMadeInIt() throws Exception {
        Path objects = DataFolder.at(parent).objects();

        assertThat(Files.getAttribute(objects, "unix:mode")).isEqualTo(042700);
        assertThat(DataFolder.at(parent).objects()).isEqualTo(objects);
    }

    @Test
    void saysThatTheFolderCannotBeMade() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DataLock.take(DataFolder.at(file.resolve("kiln"))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void namesTheProcessThatRunsOnTheFolderAlready() throws Exception {
        DataFolder data = DataFolder.at(parent);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            InputStream said = other.getInputStream();
            assertThat(new String(said.readNBytes(6), StandardCharsets.US_ASCII))
                    .isEqualTo("taken\n");

            assertThat(DataLock.holder(data)).hasValue(other.pid());
            assertThatThrownBy(() -> DataLock.take(data))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(DataLock.holder(data)).isEmpty();
        DataLock.take(data).close();
    }

    @Nested
    class ItsSecrets {
        @Test
        void canBeReadByTheirOwnerAlone() throws Exception {
            Secrets secrets = DataFolder.at(parent).secrets();

            assertThat(permissions(secrets.apiKey())).isEqualTo("rw-------");
            assertThat(permissions(secrets.controlKey())).isEqualTo("rw-------");
            assertThat(permissions(secrets.adminPassword())).isEqualTo("rw-------");
            assertThat(permissions(secrets.redisPassword())).isEqualTo("rw-------");
        }

        @Test
        void areMadeOnceAndAreKeysAndPasswords() {
            Secrets secrets = DataFolder.at(parent).secrets();
            String key = Secrets.read(secrets.apiKey());

            assertThat(KeySecret.of(key).reveal()).isEqualTo(key);
            assertThat(Secrets.read(secrets.adminPassword())).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}");
            assertThat(Secrets.read(DataFolder.at(parent).secrets().apiKey())).isEqualTo(key);
            assertThat(Secrets.read(secrets.controlKey())).isNotEqualTo(key);
        }
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Takes the lock of a folder, says so, and keeps it until it is killed. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (DataLock _ = DataLock.take(DataFolder.at(Path.of(arguments[0])))) {
                System.out.println("taken");
                Thread.currentThread().join();
            }
        }
    }
}
