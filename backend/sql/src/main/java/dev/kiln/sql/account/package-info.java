/** Users and the hashes of their passwords, in SQL. */
@NullMarked
package dev.kiln.sql.account;

import org.jspecify.annotations.NullMarked;
