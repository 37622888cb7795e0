/** Tenants and their API keys, as an operator sees to them: calls of the running Kiln's control plane. */
@NullMarked
package dev.kiln.cli.tenant;

import org.jspecify.annotations.NullMarked;
