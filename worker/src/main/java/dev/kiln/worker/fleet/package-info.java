/** The worker's entry in the registry of workers. */
@NullMarked
package dev.kiln.worker.fleet;

import org.jspecify.annotations.NullMarked;
