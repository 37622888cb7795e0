/** The rules of the house, and a planted violation of each. */
@NullMarked
package dev.kiln.e2e.architecture;

import org.jspecify.annotations.NullMarked;
