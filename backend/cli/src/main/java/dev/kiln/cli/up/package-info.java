/** Starting everything on one machine and keeping it running: up, status, logs, down. */
@NullMarked
package dev.kiln.cli.up;

import org.jspecify.annotations.NullMarked;
