/** The adapter to the file system of one host: objects, each a file. */
@NullMarked
package dev.kiln.files;

import org.jspecify.annotations.NullMarked;
