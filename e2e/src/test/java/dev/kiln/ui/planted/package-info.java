/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.ui.planted;

import org.jspecify.annotations.NullMarked;
