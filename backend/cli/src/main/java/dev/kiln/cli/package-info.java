/** The one command of Kiln: its verbs, each in the package of its feature. */
@NullMarked
package dev.kiln.cli;

import org.jspecify.annotations.NullMarked;
