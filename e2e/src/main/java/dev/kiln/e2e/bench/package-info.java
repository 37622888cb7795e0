/** Benchmarks of the whole: ratios taken in one run, written to {@code target/bench}. */
@NullMarked
package dev.kiln.e2e.bench;

import org.jspecify.annotations.NullMarked;
