/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.aws.planted;

import org.jspecify.annotations.NullMarked;
