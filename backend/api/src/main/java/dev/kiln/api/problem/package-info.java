/** What is answered when something is refused or fails: problem details (RFC 9457) with a stable code. */
@NullMarked
package dev.kiln.api.problem;

import org.jspecify.annotations.NullMarked;
