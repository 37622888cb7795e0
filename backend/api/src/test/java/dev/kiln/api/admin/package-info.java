@NullMarked
package dev.kiln.api.admin;

import org.jspecify.annotations.NullMarked;
