/**
 * Who exists: accounts, users, groups, roles, credentials, sessions.
 *
 * <p>Not here: policy documents other than trust policies.
 */
@NullMarked
package io.gatehouse.identity;

import org.jspecify.annotations.NullMarked;
