/** The languages of this machine: listing them and bringing more. */
@NullMarked
package dev.kiln.cli.language;

import org.jspecify.annotations.NullMarked;
