/** Signing in and staying signed in: by password or by a link that works once, throttled against guessing. */
@NullMarked
package dev.kiln.control.account;

import org.jspecify.annotations.NullMarked;
