/** Contract tests of the ports, in-memory models of them, and real servers for tests. */
@NullMarked
package dev.kiln.testkit;

import org.jspecify.annotations.NullMarked;
