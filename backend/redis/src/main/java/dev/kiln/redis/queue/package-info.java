/** The queue on Redis: each change of state is one Lua script, in a file of its own. */
@NullMarked
package dev.kiln.redis.queue;

import org.jspecify.annotations.NullMarked;
