/**
 * The people who sign in: users, their roles and passwords. Each user belongs to a tenant, by default one of their own,
 * so that quotas, fairness and isolation hold between people too.
 */
@NullMarked
package dev.kiln.account;

import org.jspecify.annotations.NullMarked;
