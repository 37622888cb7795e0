/** Real processes for benchmarks and drills: Redis, the execution API and workers, each started by itself. */
@NullMarked
package dev.kiln.e2e.stack;

import org.jspecify.annotations.NullMarked;
