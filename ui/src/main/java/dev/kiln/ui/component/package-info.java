/** The Java side of Kiln's web components, and small components made of Vaadin's that several views use. */
@NullMarked
package dev.kiln.ui.component;

import org.jspecify.annotations.NullMarked;
