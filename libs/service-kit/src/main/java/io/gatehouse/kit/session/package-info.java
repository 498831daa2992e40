/**
 * Session tokens: how they are packed, signed and verified, and how the secret of a session follows
 * from its token.
 *
 * <p>Not here: whether a session may be given (identity-service), and whether it has ended since.
 */
@NullMarked
package io.gatehouse.kit.session;

import org.jspecify.annotations.NullMarked;
