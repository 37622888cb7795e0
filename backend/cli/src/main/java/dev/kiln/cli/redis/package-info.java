/** The Redis of a Kiln that has none: a real server of our own, private and durable. */
@NullMarked
package dev.kiln.cli.redis;

import org.jspecify.annotations.NullMarked;
