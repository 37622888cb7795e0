/** Finding what is missing or wrong on this machine, and the command that mends it. */
@NullMarked
package dev.kiln.cli.doctor;

import org.jspecify.annotations.NullMarked;
