/** What developers do: all tests, the formatting, the benchmarks. */
@NullMarked
package dev.kiln.cli.check;

import org.jspecify.annotations.NullMarked;
