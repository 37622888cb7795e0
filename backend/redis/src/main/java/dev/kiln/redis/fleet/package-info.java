/** The registry of workers on Redis. */
@NullMarked
package dev.kiln.redis.fleet;

import org.jspecify.annotations.NullMarked;
