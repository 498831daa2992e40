/**
 * Server certificates of an account, with their private keys.
 *
 * <p>A private key stands with the other secrets, sealed, and is never shown again.
 */
@NullMarked
package io.gatehouse.identity.servercertificate;

import org.jspecify.annotations.NullMarked;
