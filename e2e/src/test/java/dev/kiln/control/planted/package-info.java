/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.control.planted;

import org.jspecify.annotations.NullMarked;
