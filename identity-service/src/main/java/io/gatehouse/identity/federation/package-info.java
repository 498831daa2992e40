/**
 * From what a provider vouches for to a session of a role.
 *
 * <p>Not here: how tokens and assertions are checked, how sessions are made.
 */
@NullMarked
package io.gatehouse.identity.federation;

import org.jspecify.annotations.NullMarked;
