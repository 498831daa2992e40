/**
 * Certificates with which users, or root, sign.
 *
 * <p>Kept and shown, as AWS does; Gatehouse itself verifies no signature with them.
 */
@NullMarked
package io.gatehouse.identity.signingcertificate;

import org.jspecify.annotations.NullMarked;
