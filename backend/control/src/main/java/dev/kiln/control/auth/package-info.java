/** Who calls {@code /api/v1}: API keys and what they allow. */
@NullMarked
package dev.kiln.control.auth;

import org.jspecify.annotations.NullMarked;
