/** What {@code /api/v1} answers when something is refused or fails: problem details (RFC 9457) with a stable code. */
@NullMarked
package dev.kiln.control.problem;

import org.jspecify.annotations.NullMarked;
