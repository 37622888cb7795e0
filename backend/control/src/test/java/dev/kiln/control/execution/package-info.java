/** Whom the control plane speaks for. */
@NullMarked
package dev.kiln.control.execution;

import org.jspecify.annotations.NullMarked;
