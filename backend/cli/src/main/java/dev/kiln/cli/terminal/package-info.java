/** Talking with the person or the script that called: progress, questions, failures with their remedy. */
@NullMarked
package dev.kiln.cli.terminal;

import org.jspecify.annotations.NullMarked;
