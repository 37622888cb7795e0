/** The adapter to Redis: wires what the applications import by name. */
@NullMarked
package dev.kiln.redis;

import org.jspecify.annotations.NullMarked;
