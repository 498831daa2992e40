/**
 * The keys that sign internal tokens: made here, kept sealed in the database, rotated with overlap,
 * published without their private half.
 *
 * <p>They never leave this package with it but to the issuer of tokens.
 */
@NullMarked
package io.gatehouse.identity.signing;

import org.jspecify.annotations.NullMarked;
