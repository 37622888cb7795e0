@NullMarked
package dev.kiln.api.auth;

import org.jspecify.annotations.NullMarked;
