/** Processes of our own: started, watched, restarted with backoff, and ended with all that they began. */
@NullMarked
package dev.kiln.cli.process;

import org.jspecify.annotations.NullMarked;
