/** Whether the process lives, and whether it can do its work. */
@NullMarked
package dev.kiln.api.health;

import org.jspecify.annotations.NullMarked;
