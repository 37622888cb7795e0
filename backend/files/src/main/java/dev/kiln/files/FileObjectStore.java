package dev.kiln.files;

import dev.kiln.object.ObjectCursor;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectPage;
import dev.kiln.object.ObjectStore;
import dev.kiln.object.PutAnswer;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as files of one folder, each named by its key with {@code _} for {@code /}.
 *
 * <pre>
 * put:   .NEW written and forced  ->  NAME made, empty, unless it is there  ->  .NEW renamed to NAME  ->  folder forced
 * </pre>
 *
 * Making the name decides which of several puts is the one; the rename shows the object whole. Who dies in between
 * leaves an empty file, which is no object, or one whose name begins with a dot, and both are swept.
 *
 * <p>Processes of different users may share the folder, and one of them may have been taken over: nothing in it is
 * believed. Every file is opened relative to the folder's handle, and what is not a plain file is not followed (see
 * {@link Folder}). Safe for many threads and processes.
 */
final class FileObjectStore implements ObjectStore {
    private final FolderAccess access;

    private FileObjectStore(FolderAccess access) {
        this.access = access;
    }

    /**
     * Opens the store in a folder, which is made if it is not there, for its owner alone.
     *
     * @throws IllegalArgumentException if there is no such folder and none can be made, naming the setting
     */
    static FileObjectStore open(Path folder) {
        return new FileObjectStore(FolderAccess.to(folder));
    }

    @Override
    public PutAnswer put(ObjectKey key, byte[] content) {
        if (content.length < 1 || content.length > MOST_BYTES) {
            throw new IllegalArgumentException("content: 1 to " + MOST_BYTES + " bytes");
        }
        try (Folder folder = access.open()) {
            String name = nameOf(key);
            if (folder.has(name)) {
                return alreadyThere(folder, name);
            }
            String fresh = Folder.UNFINISHED + UUID.randomUUID();
            try {
                folder.write(fresh, content);
                if (!folder.make(name)) {
                    return alreadyThere(folder, name);
                }
                return publish(folder, fresh, name);
            } finally {
                folder.delete(fresh);
            }
        } catch (IOException failed) {
            throw failure("written", failed);
        }
    }

    private static PutAnswer publish(Folder folder, String fresh, String name) throws IOException {
        try {
            folder.rename(fresh, name);
        } catch (IOException failed) {
            folder.delete(name);
            throw failed;
        }
        folder.force();
        return PutAnswer.WRITTEN;
    }

    /** Whoever wrote it may not have come to force the folder. */
    private static PutAnswer alreadyThere(Folder folder, String name) throws IOException {
        if (folder.size(name).orElse(0L) == 0) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "The object is just being written. Try again.");
        }
        folder.force();
        return PutAnswer.ALREADY_THERE;
    }

    @Override
    public Optional<byte[]> get(ObjectKey key, int mostBytes) {
        try (Folder folder = access.open()) {
            String name = nameOf(key);
            long size = folder.size(name).orElse(0L);
            if (size > mostBytes) {
                throw tooLarge();
            }
            return size == 0 ? Optional.empty() : folder.read(name, mostBytes);
        } catch (TooLarge grown) {
            throw tooLarge();
        } catch (IOException failed) {
            throw failure("read", failed);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        try (Folder folder = access.open()) {
            folder.delete(nameOf(key));
        } catch (IOException failed) {
            throw failure("deleted", failed);
        }
    }

    @Override
    public ObjectPage list(String prefix, Optional<ObjectCursor> after, int most) {
        if (most < 1 || most > MOST_LISTED) {
            throw new IllegalArgumentException("most: 1 to " + MOST_LISTED);
        }
        try (Folder folder = access.open()) {
            String begin = after.map(ObjectCursor::value).orElse("");
            return new Listing(prefix.replace('/', '_'), begin, most).of(folder);
        } catch (IOException failed) {
            throw failure("listed", failed);
        }
    }

    /** A key has no {@code _} and no dot, so that two keys never share a name and none is hidden. */
    private static String nameOf(ObjectKey key) {
        return key.value().replace('/', '_');
    }

    private static KilnException tooLarge() {
        return new KilnException(ErrorCode.TOO_LARGE, "The object is larger than what was asked for.");
    }

    private static KilnException failure(String what, IOException failed) {
        String said = String.valueOf(failed.getMessage());
        if (said.contains("No space left") || said.contains("quota exceeded")) {
            return new KilnException(
                    ErrorCode.STORE_FULL,
                    "The store of objects has no room: its disk is full. Try again later.",
                    failed);
        }
        return new KilnException(
                ErrorCode.STORE_UNAVAILABLE, "An object could not be " + what + ". Try again.", failed);
    }
}
