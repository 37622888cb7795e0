/** Leaving: claim no more, finish or hand back, then go. */
@NullMarked
package dev.kiln.worker.drain;

import org.jspecify.annotations.NullMarked;
