/** Who uses Kiln: tenants, and the keys by which programs speak for them. */
@NullMarked
package dev.kiln.tenant;

import org.jspecify.annotations.NullMarked;
