/** What operators do with the queue and its dead letters from a terminal. */
@NullMarked
package dev.kiln.cli.queue;

import org.jspecify.annotations.NullMarked;
