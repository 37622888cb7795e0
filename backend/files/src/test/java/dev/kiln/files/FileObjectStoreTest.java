package dev.kiln.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectPage;
import dev.kiln.object.ObjectStore;
import dev.kiln.object.PutAnswer;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.testkit.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files keep the contract, and whatever else lies in their folder is neither followed nor believed. */
class FileObjectStoreTest extends ObjectStoreContract {
    private static final ObjectKey KEY = new ObjectKey("executions/0-a/result/1");
    private static final String NAME = "executions_0-a_result_1";
    private static final byte[] CONTENT = {1, 2, 3};

    private final Path above;
    private final Path folder;
    private final FileObjectStore store;

    FileObjectStoreTest(@TempDir Path above) {
        this.above = above;
        this.folder = above.resolve("data/objects");
        this.store = FileObjectStore.open(folder);
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void keepsEverythingToItsOwner() throws IOException {
        store.put(KEY, CONTENT);

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve(NAME))).isEqualTo("rw-------");
    }

    @Test
    void letsTheGroupReadWhereTheFolderGivesItsGroup() throws IOException {
        Path shared = Files.createDirectory(above.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 02700);

        FileObjectStore.open(shared).put(KEY, CONTENT);

        assertThat(permissions(shared.resolve(NAME))).isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(shared, "unix:mode")).isEqualTo(042700);
    }

    @Test
    void leavesNothingButTheObject() throws IOException {
        store.put(KEY, CONTENT);
        store.put(KEY, CONTENT);

        assertThat(names()).containsExactly(NAME);
    }

    @Test
    void findsItsObjectsAgain() {
        store.put(KEY, CONTENT);

        assertThat(FileObjectStore.open(folder).get(KEY, 3)).isPresent();
    }

    @Test
    void saysWhichSettingNamesWhatCannotBeAFolder() throws IOException {
        Path file = Files.writeString(above.resolve("file"), "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileObjectStore.open(file))
                .withMessageContaining("KILN_OBJECTS_PATH");
        assertThatIllegalArgumentException().isThrownBy(() -> FileObjectStore.open(file.resolve("below")));
    }

    @Test
    void saysThatItIsAwayWhereTheFolderIsGone() throws IOException {
        Files.delete(folder);

        assertThatThrownBy(() -> store.put(KEY, CONTENT))
                .asInstanceOf(type(KilnException.class))
                .returns(ErrorCode.STORE_UNAVAILABLE, KilnException::code);
    }

    @Nested
    class WhatAPutThatDiedLeft {
        @Test
        void isNoObjectAndCanBeSwept() throws IOException {
            Files.createFile(folder.resolve(NAME));

            assertThat(store.get(KEY, 3)).isEmpty();
            assertThat(store.list("", Optional.empty(), 10).keys()).containsExactly(KEY);
            assertThatThrownBy(() -> store.put(KEY, CONTENT))
                    .asInstanceOf(type(KilnException.class))
                    .returns(ErrorCode.STORE_UNAVAILABLE, KilnException::code);

            store.delete(KEY);
            assertThat(store.put(KEY, CONTENT)).isEqualTo(PutAnswer.WRITTEN);
        }

        @Test
        void goesWithAListingOnceNobodyCanBeWritingIt() throws IOException {
            Path abandoned = Files.createFile(folder.resolve(".abandoned"));
            Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            Files.createFile(folder.resolve(".under-way"));

            ObjectPage page = store.list("", Optional.empty(), 10);

            assertThat(page.keys()).isEmpty();
            assertThat(names()).containsExactly(".under-way");
        }
    }

    @Nested
    class WhatIsPlanted {
        private final Path secret = above.resolve("secret");

        WhatIsPlanted() throws IOException {
            Files.write(secret, CONTENT);
        }

        @Test
        void asALinkIsNotRead() throws IOException {
            Files.createSymbolicLink(folder.resolve(NAME), secret);

            assertThat(store.get(KEY, 100)).isEmpty();
        }

        @Test
        void asALinkIsNotWrittenThrough() throws IOException {
            Path target = above.resolve("target");
            Files.createSymbolicLink(folder.resolve(NAME), target);

            assertThatThrownBy(() -> store.put(KEY, CONTENT))
                    .asInstanceOf(type(KilnException.class))
                    .returns(ErrorCode.STORE_UNAVAILABLE, KilnException::code);

            assertThat(target).doesNotExist();
        }

        @Test
        void asALinkIsRemovedAndNotItsTarget() throws IOException {
            Files.createSymbolicLink(folder.resolve(NAME), secret);

            store.delete(KEY);

            assertThat(names()).isEmpty();
            assertThat(secret).hasBinaryContent(CONTENT);
        }

        @Test
        void asAFolderIsNoObject() throws IOException {
            Files.createDirectory(folder.resolve(NAME));

            assertThat(store.get(KEY, 100)).isEmpty();
        }

        @Test
        void asAPipeDoesNotHoldTheReader() throws Exception {
            int made = new ProcessBuilder("mkfifo", folder.resolve(NAME).toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(made).isZero();

            assertThat(store.get(KEY, 100)).isEmpty();
        }

        @Test
        void underANameOfNoKeyIsNotListed() throws IOException {
            for (String name : List.of("Upper", "a.b", "with space", "-dash", "a__b")) {
                Files.createFile(folder.resolve(name));
            }

            assertThat(store.list("", Optional.empty(), 10).keys()).isEmpty();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
