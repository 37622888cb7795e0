/** API keys: those that must be there at start, and their projection to where the execution API reads them. */
@NullMarked
package dev.kiln.control.tenant;

import org.jspecify.annotations.NullMarked;
