/** How much of a machine's speed is left in a box. */
@NullMarked
package dev.kiln.worker.bench;

import org.jspecify.annotations.NullMarked;
