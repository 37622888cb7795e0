@NullMarked
package dev.kiln.api.health;

import org.jspecify.annotations.NullMarked;
