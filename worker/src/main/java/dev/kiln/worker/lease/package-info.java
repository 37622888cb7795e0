/** The rights to attempts that this worker has: prolonged by heartbeat, and stopped when lost or not wanted any more. */
@NullMarked
package dev.kiln.worker.lease;

import org.jspecify.annotations.NullMarked;
