/** The sweep that gives expired leases back and makes due retries ready. Any instance may run it at any time. */
@NullMarked
package dev.kiln.recovery;

import org.jspecify.annotations.NullMarked;
