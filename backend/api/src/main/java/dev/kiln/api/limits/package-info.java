/** What a run may use: defaults, and the most that a caller may ask for. */
@NullMarked
package dev.kiln.api.limits;

import org.jspecify.annotations.NullMarked;
