/** The data folder: its layout and version, the lock on it, the secrets, and what runs on it. */
@NullMarked
package dev.kiln.cli.data;

import org.jspecify.annotations.NullMarked;
