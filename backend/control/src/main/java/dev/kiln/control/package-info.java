/** The control plane: accounts, tenants and keys in SQL, and the pages of the IDE. A client of the execution API. */
@NullMarked
package dev.kiln.control;

import org.jspecify.annotations.NullMarked;
