/** The key index on Redis. */
@NullMarked
package dev.kiln.redis.tenant;

import org.jspecify.annotations.NullMarked;
