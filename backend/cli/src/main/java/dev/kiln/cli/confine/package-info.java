/** Starting a program with no more rights and no more files than it needs. */
@NullMarked
package dev.kiln.cli.confine;

import org.jspecify.annotations.NullMarked;
