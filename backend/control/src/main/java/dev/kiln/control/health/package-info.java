/** What a balancer or a supervisor asks. */
@NullMarked
package dev.kiln.control.health;

import org.jspecify.annotations.NullMarked;
