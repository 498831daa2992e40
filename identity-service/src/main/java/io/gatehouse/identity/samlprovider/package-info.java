/**
 * SAML 2.0 providers that an account trusts: metadata, private keys for encrypted assertions, tags.
 *
 * <p>Not here: assertions and who gets a role for one. Only this package's actions write to a
 * stream.
 */
@NullMarked
package io.gatehouse.identity.samlprovider;

import org.jspecify.annotations.NullMarked;
