/**
 * Accounts and their root users' access keys.
 *
 * <p>Only the bootstrap, {@code AccountApi} and the access-key actions of root write to an
 * account's own stream.
 */
@NullMarked
package io.gatehouse.identity.account;

import org.jspecify.annotations.NullMarked;
