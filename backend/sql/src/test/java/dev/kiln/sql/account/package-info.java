/** What accounts promise, whatever the database. */
@NullMarked
package dev.kiln.sql.account;

import org.jspecify.annotations.NullMarked;
