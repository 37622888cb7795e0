/** The queue: what was accepted is claimed under a lease, and committed once. */
@NullMarked
package dev.kiln.queue;

import org.jspecify.annotations.NullMarked;
