/** The HTTP server and the wiring of Spring MVC. */
@NullMarked
package dev.kiln.api.server;

import org.jspecify.annotations.NullMarked;
