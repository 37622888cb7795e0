/** Who calls: API keys, their scopes, and speaking for a tenant. */
@NullMarked
package dev.kiln.api.auth;

import org.jspecify.annotations.NullMarked;
