@NullMarked
package dev.kiln.api.language;

import org.jspecify.annotations.NullMarked;
