@NullMarked
package dev.kiln.api.problem;

import org.jspecify.annotations.NullMarked;
