/** What the benchmarks compare with; off unless asked for. */
@NullMarked
package dev.kiln.api.bench;

import org.jspecify.annotations.NullMarked;
