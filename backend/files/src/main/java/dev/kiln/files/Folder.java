package dev.kiln.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The folder, opened once for one call: every name is looked up relative to this handle ({@code openat}) and no link is
 * followed. What is not a plain file is not there. Of one thread.
 */
final class Folder implements AutoCloseable {
    /** What the name of an unfinished file begins with; no object's does. */
    static final String UNFINISHED = ".";

    private final Path path;
    private final SecureDirectoryStream<Path> handle;
    private final Set<PosixFilePermission> permissions;

    Folder(Path path, SecureDirectoryStream<Path> handle, Set<PosixFilePermission> permissions) {
        this.path = path;
        this.handle = handle;
        this.permissions = permissions;
    }

    /** Writes a file that is not there, and forces it to the disk. */
    void write(String name, byte[] content) throws IOException {
        try (FileChannel file = create(name)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            // The process may have a mask that takes the group's right away.
            handle.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(permissions);
            file.force(true);
        }
    }

    /** Makes an empty file; false if there is something of this name. */
    boolean make(String name) throws IOException {
        try {
            create(name).close();
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        }
    }

    private FileChannel create(String name) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return (FileChannel)
                handle.newByteChannel(Path.of(name), options, PosixFilePermissions.asFileAttribute(permissions));
    }

    void rename(String from, String to) throws IOException {
        handle.move(Path.of(from), handle, Path.of(to));
    }

    /** Lets the names that were made and removed reach the disk. */
    void force() throws IOException {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    boolean has(String name) throws IOException {
        return attributes(name).isPresent();
    }

    /** The size of a plain file; empty if there is none. */
    OptionalLong size(String name) throws IOException {
        return attributes(name)
                .filter(BasicFileAttributes::isRegularFile)
                .map(attributes -> OptionalLong.of(attributes.size()))
                .orElse(OptionalLong.empty());
    }

    Optional<BasicFileAttributes> attributes(String name) throws IOException {
        try {
            return Optional.of(
                    handle.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** @throws TooLarge if it has more than so many bytes */
    Optional<byte[]> read(String name, int mostBytes) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel file = handle.newByteChannel(Path.of(name), options)) {
            long size = file.size();
            if (size > mostBytes) {
                throw new TooLarge();
            }
            var content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining() && file.read(content) >= 0) {}
            return Optional.of(Arrays.copyOf(content.array(), content.position()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Removes a name; nothing happens if there is none. */
    void delete(String name) throws IOException {
        try {
            handle.deleteFile(Path.of(name));
        } catch (NoSuchFileException gone) {
            // As was asked for.
        }
    }

    /** The names in it, once. */
    Iterator<Path> names() {
        return handle.iterator();
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
