/** Dead letters: executions that infrastructure failed too often, kept until they are replayed or purged. */
@NullMarked
package dev.kiln.deadletter;

import org.jspecify.annotations.NullMarked;
