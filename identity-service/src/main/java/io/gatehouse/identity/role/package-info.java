/**
 * Roles: trust policy, tags, boundary and session limit.
 *
 * <p>Only {@code RoleActions} and the import write to a role's stream.
 */
@NullMarked
package io.gatehouse.identity.role;

import org.jspecify.annotations.NullMarked;
