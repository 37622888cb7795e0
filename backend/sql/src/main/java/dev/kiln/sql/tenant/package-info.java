/** Tenants and their API keys, in SQL. */
@NullMarked
package dev.kiln.sql.tenant;

import org.jspecify.annotations.NullMarked;
