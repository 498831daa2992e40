/**
 * Assertions of SAML 2.0 providers: signature, encryption, conditions, attributes, replay.
 *
 * <p>Not here: who gets a role for an assertion. Writes only which assertions were used.
 */
@NullMarked
package io.gatehouse.identity.samlassertion;

import org.jspecify.annotations.NullMarked;
