/** The languages that there are, and which of them a worker can run now. */
@NullMarked
package dev.kiln.api.language;

import org.jspecify.annotations.NullMarked;
