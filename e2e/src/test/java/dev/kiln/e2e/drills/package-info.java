/** Failures on purpose, with real processes: what was accepted is done once whatever breaks. */
@NullMarked
package dev.kiln.e2e.drills;

import org.jspecify.annotations.NullMarked;
