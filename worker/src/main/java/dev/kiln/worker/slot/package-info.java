/**
 * Slots: as many executions at a time as the worker has processors for. See
 * {@code docs/adr/0006-a-slot-reads-its-own-box.md}.
 */
@NullMarked
package dev.kiln.worker.slot;

import org.jspecify.annotations.NullMarked;
