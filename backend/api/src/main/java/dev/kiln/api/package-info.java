/** The execution API, an application: programs hand in programs and get what came out. */
@NullMarked
package dev.kiln.api;

import org.jspecify.annotations.NullMarked;
