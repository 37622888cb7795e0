/**
 * Objects: what is too large for the queue's store. An object is written first and then referred to from there, so that
 * what is referred to is there; what nothing refers to is swept.
 */
@NullMarked
package dev.kiln.object;

import org.jspecify.annotations.NullMarked;
