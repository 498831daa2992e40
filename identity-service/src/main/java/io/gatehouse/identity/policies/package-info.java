/**
 * What identity-service asks policy-service: what hangs on a principal, and whether a boundary's
 * policy exists.
 *
 * <p>Asked before a transaction, never within one.
 */
@NullMarked
package io.gatehouse.identity.policies;

import org.jspecify.annotations.NullMarked;
