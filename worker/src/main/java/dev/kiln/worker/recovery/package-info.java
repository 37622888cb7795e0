/** The sweep that gives expired leases back, run by every worker. */
@NullMarked
package dev.kiln.worker.recovery;

import org.jspecify.annotations.NullMarked;
