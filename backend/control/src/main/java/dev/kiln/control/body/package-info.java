/** What callers of {@code /api/v1} send: bodies and the place in a list, read strictly. */
@NullMarked
package dev.kiln.control.body;

import org.jspecify.annotations.NullMarked;
