package dev.kiln.files;

import java.io.IOException;

/** A file has more bytes than may be read. */
final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
}
