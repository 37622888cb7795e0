/** One request to run a program, and its life: what was asked, where it is, how it ended. */
@NullMarked
package dev.kiln.execution;

import org.jspecify.annotations.NullMarked;
