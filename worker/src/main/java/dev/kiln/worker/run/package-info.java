/** One attempt: write the files, compile, run, say how it ended. */
@NullMarked
package dev.kiln.worker.run;

import org.jspecify.annotations.NullMarked;
