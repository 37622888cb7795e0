/** The workers that are there: what each can do and when it was last seen. */
@NullMarked
package dev.kiln.fleet;

import org.jspecify.annotations.NullMarked;
