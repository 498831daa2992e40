/**
 * Asking authz-service: denies on any failure unless told otherwise.
 *
 * <p>Not here: deciding.
 */
@NullMarked
package io.gatehouse.authz.client;

import org.jspecify.annotations.NullMarked;
