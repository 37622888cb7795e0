/**
 * Tenants and API keys: the calls that change them, and their projection to where the execution API and the queue read
 * them.
 *
 * <pre>
 * call ──> SQL, where they are kept ──> projection at once ──> Redis, which the API and the queue go by
 *                    └── Projector: all of it, again and again ──┘
 * </pre>
 *
 * A projection writes what SQL says, then looks again at SQL and writes once more if that has changed meanwhile. So
 * whoever writes last has seen the last change, however many write at once, and no version needs to be kept in Redis
 * (docs/adr/0007).
 */
@NullMarked
package dev.kiln.control.tenant;

import org.jspecify.annotations.NullMarked;
