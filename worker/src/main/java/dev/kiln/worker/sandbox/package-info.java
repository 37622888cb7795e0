/** The box that a program runs in, whatever makes it. Programs and their files are hostile; what makes a box is ours. */
@NullMarked
package dev.kiln.worker.sandbox;

import org.jspecify.annotations.NullMarked;
