/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.sql.planted;

import org.jspecify.annotations.NullMarked;
