/** The languages that this worker can run: found at its start, prepared while it already works. */
@NullMarked
package dev.kiln.worker.language;

import org.jspecify.annotations.NullMarked;
