@NullMarked
package dev.kiln.api.body;

import org.jspecify.annotations.NullMarked;
