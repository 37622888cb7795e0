/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.worker.planted;

import org.jspecify.annotations.NullMarked;
