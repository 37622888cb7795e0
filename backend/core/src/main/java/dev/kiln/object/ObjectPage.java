package dev.kiln.object;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param keys in no promised order; may be empty though more follow
 * @param next where it goes on; empty at the end
 */
public record ObjectPage(List<ObjectKey> keys, Optional<ObjectCursor> next) {
    public ObjectPage {
        keys = List.copyOf(keys);
    }
}
