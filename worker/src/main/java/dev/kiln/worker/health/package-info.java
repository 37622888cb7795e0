/** What a supervisor asks: does the worker live, and can it take work. */
@NullMarked
package dev.kiln.worker.health;

import org.jspecify.annotations.NullMarked;
