/**
 * The page on which programs are written and run. It reaches the execution API through {@link
 * dev.kiln.ui.editor.Executions}, as the tenant of whoever is signed in.
 */
@NullMarked
package dev.kiln.ui.editor;

import org.jspecify.annotations.NullMarked;
