/** Running a file on the running Kiln as if it ran here. */
@NullMarked
package dev.kiln.cli.run;

import org.jspecify.annotations.NullMarked;
