/** What tenants and keys promise, whatever the database. */
@NullMarked
package dev.kiln.sql.tenant;

import org.jspecify.annotations.NullMarked;
