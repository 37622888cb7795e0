/** What must be there before Kiln can start: packages, Node, the launcher, the applications. */
@NullMarked
package dev.kiln.cli.build;

import org.jspecify.annotations.NullMarked;
