package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The JVM's cache of an application's loaded and linked classes (JEP 483, JEP 514), which about halves its start. It
 * holds for the very paths and JDK with which it was recorded; a build throws it away with the application's folder.
 *
 * @param file the cache
 * @param mark says with what it was recorded
 */
record ClassCache(Path file, Path mark) {
    static final String NAME = "application.aot";

    static ClassCache of(Checkout checkout, Application application) {
        Path folder = application.folder(checkout);
        return new ClassCache(folder.resolve(NAME), folder.resolve(NAME + ".mark"));
    }

    /** Whether it is there, recorded with a JDK and an application under these paths. */
    boolean holdsFor(Path home, Path folder) {
        try {
            return Files.exists(file)
                    && Files.exists(mark)
                    && Files.readString(mark).equals(markOf(home, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(mark + " cannot be read", e);
        }
    }

    /** Takes over what was recorded, and leaves nothing of it where it was; false if nothing was. */
    boolean take(Path recorded, Path home, Path folder) {
        if (!Files.isRegularFile(recorded, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Path fresh = file.resolveSibling(NAME + ".new");
            Files.copy(recorded, fresh, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
            Files.deleteIfExists(mark);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(mark, markOf(home, folder));
            Files.delete(recorded);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static String markOf(Path home, Path folder) {
        return System.getProperty("java.vm.version") + "\n" + home + "\n" + folder + "\n";
    }
}
