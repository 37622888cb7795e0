/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.files.planted;

import org.jspecify.annotations.NullMarked;
