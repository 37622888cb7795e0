/** What is around every page: the application shell, the layout with its rail and top bar, signing in, preferences. */
@NullMarked
package dev.kiln.ui.shell;

import org.jspecify.annotations.NullMarked;
