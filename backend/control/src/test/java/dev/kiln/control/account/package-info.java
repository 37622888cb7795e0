/** Signing in, staying signed in, and being kept from guessing. */
@NullMarked
package dev.kiln.control.account;

import org.jspecify.annotations.NullMarked;
