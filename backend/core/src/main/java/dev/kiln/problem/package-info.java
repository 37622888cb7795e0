/** Failures of ours and refusals of callers' input: a stable code, and a kind that decides retry, status and alert. */
@NullMarked
package dev.kiln.problem;

import org.jspecify.annotations.NullMarked;
