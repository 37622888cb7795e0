/** Bodies, bounded while they are read: each by itself, in time, and all of the process together. */
@NullMarked
package dev.kiln.api.body;

import org.jspecify.annotations.NullMarked;
