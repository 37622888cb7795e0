@NullMarked
package dev.kiln.api.limits;

import org.jspecify.annotations.NullMarked;
