/** The contracts of the ports, held against both databases. */
@NullMarked
package dev.kiln.sql;

import org.jspecify.annotations.NullMarked;
