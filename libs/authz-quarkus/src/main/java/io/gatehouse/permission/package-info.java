/**
 * {@link io.gatehouse.permission.RequiresPermission} for Quarkus applications: a method is called
 * only if Gatehouse says that the caller may.
 *
 * <p>Not here: who the caller is (the application's {@link io.gatehouse.permission.Asker}), how
 * Gatehouse is asked (authz-client).
 */
@NullMarked
package io.gatehouse.permission;

import org.jspecify.annotations.NullMarked;
