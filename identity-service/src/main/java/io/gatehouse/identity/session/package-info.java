/**
 * What the Security Token Service answers today: who the caller is.
 *
 * <p>Sessions are not issued here yet.
 */
@NullMarked
package io.gatehouse.identity.session;

import org.jspecify.annotations.NullMarked;
