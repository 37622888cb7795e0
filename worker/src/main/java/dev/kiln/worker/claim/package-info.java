/** Claiming: one thread asks the queue for as many executions as there are free slots. */
@NullMarked
package dev.kiln.worker.claim;

import org.jspecify.annotations.NullMarked;
