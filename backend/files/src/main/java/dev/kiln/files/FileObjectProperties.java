package dev.kiln.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where objects are kept.
 *
 * @param store what keeps them; {@code KILN_OBJECTS_STORE}
 * @param path the folder of the store {@code files}, null for {@code .kiln/objects} in the home folder; the same for
 *     every application of one Kiln; {@code KILN_OBJECTS_PATH}
 */
@ConfigurationProperties("kiln.objects")
public record FileObjectProperties(
        @DefaultValue("files") Store store, @Nullable Path path) {
    public FileObjectProperties {
        if (path != null && path.toString().isBlank()) {
            throw new IllegalArgumentException("kiln.objects.path (KILN_OBJECTS_PATH): a folder");
        }
    }

    /** The folder, absolute. */
    Path folder() {
        Path given = path != null ? path : Path.of(System.getProperty("user.home"), ".kiln", "objects");
        return given.toAbsolutePath().normalize();
    }

    /** What keeps objects. */
    public enum Store {
        /** A folder of this host. */
        FILES
    }
}
