/**
 * OpenID Connect providers that an account trusts: issuer, client ids, thumbprints, tags.
 *
 * <p>Not here: tokens and who gets a role for one. Only this package's actions write to a stream.
 */
@NullMarked
package io.gatehouse.identity.oidcprovider;

import org.jspecify.annotations.NullMarked;
