/**
 * Tokens of OpenID Connect providers: fetching a provider's keys, checking a token, reading its
 * claims.
 *
 * <p>Not here: who gets a role for a token. Writes nothing.
 */
@NullMarked
package io.gatehouse.identity.webidentity;

import org.jspecify.annotations.NullMarked;
