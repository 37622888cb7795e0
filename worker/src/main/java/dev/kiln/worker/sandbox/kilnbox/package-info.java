/**
 * Boxes made by {@code kiln-box}, the launcher in {@code worker/native}: one process a box, spoken with over its standard
 * input and output as {@code PROTOCOL.md} there says.
 *
 * <pre>
 * open:  B              the box is ready
 * run:   F* I* R ->     files, input, the command
 *        <- (O|E)* Z    output as it comes, then how it ended
 *        K ->           at any time: kill
 * close: end of input   the launcher kills what runs, removes the box and leaves
 * </pre>
 *
 * Whatever the launcher says is bounded before it is believed; what breaks the protocol or a bound makes the box broken.
 */
@NullMarked
package dev.kiln.worker.sandbox.kilnbox;

import org.jspecify.annotations.NullMarked;
