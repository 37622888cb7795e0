@NullMarked
package dev.kiln.api.execution;

import org.jspecify.annotations.NullMarked;
