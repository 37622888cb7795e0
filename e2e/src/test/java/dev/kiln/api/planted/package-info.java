/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.api.planted;

import org.jspecify.annotations.NullMarked;
