/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.client.planted;

import org.jspecify.annotations.NullMarked;
