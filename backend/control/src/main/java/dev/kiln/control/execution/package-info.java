/** The execution API as the pages use it: one client, speaking for the tenant of whoever is signed in. */
@NullMarked
package dev.kiln.control.execution;

import org.jspecify.annotations.NullMarked;
