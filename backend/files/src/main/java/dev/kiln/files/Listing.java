package dev.kiln.files;

import dev.kiln.object.ObjectCursor;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectPage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One page of a listing: the first names in order after the last of the page before. It reads the whole folder for each
 * page, in memory that a page bounds; and takes away what was left unfinished an hour ago.
 *
 * @param prefix what names begin with
 * @param after the name after which it begins, or empty
 */
record Listing(String prefix, String after, int most) {
    /** No write takes so long. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    ObjectPage of(Folder folder) throws IOException {
        // One more than the page: whether anything follows. The last in order is the first to go.
        var smallest = new PriorityQueue<String>((left, right) -> right.compareTo(left));
        var unfinished = new ArrayList<String>();
        try {
            for (Iterator<Path> names = folder.names(); names.hasNext(); ) {
                String name = String.valueOf(names.next().getFileName());
                if (name.startsWith(Folder.UNFINISHED)) {
                    unfinished.add(name);
                } else if (name.startsWith(prefix) && name.compareTo(after) > 0 && ObjectKey.isValid(keyOf(name))) {
                    smallest.add(name);
                    if (smallest.size() > most + 1) {
                        smallest.remove();
                    }
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        for (String name : unfinished) {
            deleteIfAbandoned(folder, name);
        }
        return page(smallest);
    }

    private ObjectPage page(PriorityQueue<String> smallest) {
        boolean more = smallest.size() > most;
        if (more) {
            smallest.remove();
        }
        var names = smallest.stream().sorted().toList();
        return new ObjectPage(
                names.stream().map(name -> new ObjectKey(keyOf(name))).toList(),
                more ? Optional.of(new ObjectCursor(names.getLast())) : Optional.empty());
    }

    private static void deleteIfAbandoned(Folder folder, String name) throws IOException {
        Instant latest = Instant.now().minus(ABANDONED);
        Optional<BasicFileAttributes> attributes = folder.attributes(name);
        if (attributes.isPresent()
                && attributes.get().isRegularFile()
                && attributes.get().lastModifiedTime().toInstant().isBefore(latest)) {
            folder.delete(name);
        }
    }

    private static String keyOf(String name) {
        return name.replace('_', '/');
    }
}
