/** What every answer to a browser carries, and what is refused before anything reads it. */
@NullMarked
package dev.kiln.control.web;

import org.jspecify.annotations.NullMarked;
