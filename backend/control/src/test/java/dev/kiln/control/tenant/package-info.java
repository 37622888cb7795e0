/** Keys at start and their projection. */
@NullMarked
package dev.kiln.control.tenant;

import org.jspecify.annotations.NullMarked;
