package dev.kiln.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The way to the folder, which somebody trusted named: it may be a link, what is in it may not.
 *
 * @param permissions what each file gets
 */
record FolderAccess(Path path, Set<PosixFilePermission> permissions) {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> AND_GROUP = PosixFilePermissions.fromString("rw-r-----");

    /** A folder with this bit gives its group to what is made in it (stat(2), {@code S_ISGID}). */
    private static final int GIVES_ITS_GROUP = 02000;

    /**
     * Makes the folder if it is not there. Where it was made so that it gives its group to its files, processes of
     * several users share it, and the files can be read by that group; otherwise by their owner alone.
     */
    static FolderAccess to(Path path) {
        try {
            make(path);
            int mode = (Integer) Files.getAttribute(path, "unix:mode");
            var access = new FolderAccess(path, (mode & GIVES_ITS_GROUP) != 0 ? AND_GROUP : OWNER_ALONE);
            access.open().close();
            return access;
        } catch (IOException | UnsupportedOperationException unusable) {
            throw new IllegalArgumentException(
                    "kiln.objects.path (KILN_OBJECTS_PATH): " + path + " cannot be used: " + unusable, unusable);
        }
    }

    private static void make(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(path)) {
                throw there;
            }
        }
    }

    @SuppressWarnings("StreamResourceLeak") // the folder that is given back closes it
    Folder open() throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new Folder(path, secure, permissions);
        }
        stream.close();
        throw new UnsupportedOperationException("this system has no openat(2)");
    }
}
