/** The worker: claims executions, runs them in boxes, commits what came out. */
@NullMarked
package dev.kiln.worker;

import org.jspecify.annotations.NullMarked;
