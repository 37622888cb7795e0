/** Operators' calls, on a port of their own that is never public. */
@NullMarked
package dev.kiln.api.admin;

import org.jspecify.annotations.NullMarked;
