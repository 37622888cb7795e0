/** The control plane from outside, and its configuration. */
@NullMarked
package dev.kiln.control;

import org.jspecify.annotations.NullMarked;
