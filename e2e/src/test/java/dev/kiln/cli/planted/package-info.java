/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.cli.planted;

import org.jspecify.annotations.NullMarked;
