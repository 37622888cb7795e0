/**
 * What is kept for years: PostgreSQL in production, H2 in a file as the embedded default, one schema for both by Flyway.
 * The applications import {@link dev.kiln.sql.SqlConfiguration}.
 */
@NullMarked
package dev.kiln.sql;

import org.jspecify.annotations.NullMarked;
