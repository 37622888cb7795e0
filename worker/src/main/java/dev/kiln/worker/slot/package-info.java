/** Slots: as many executions at a time as the worker has processors for. */
@NullMarked
package dev.kiln.worker.slot;

import org.jspecify.annotations.NullMarked;
