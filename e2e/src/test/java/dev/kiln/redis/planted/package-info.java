/** Planted violations of the rules of the house. */
@NullMarked
package dev.kiln.redis.planted;

import org.jspecify.annotations.NullMarked;
