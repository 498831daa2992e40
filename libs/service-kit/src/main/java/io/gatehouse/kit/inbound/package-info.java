/**
 * What comes in over HTTP at an owning service: the bounded body, the internal token, and how a
 * failure becomes an answer.
 *
 * <p>Not here: what actions and endpoints do, and how gRPC calls come in (service).
 */
@NullMarked
package io.gatehouse.kit.inbound;

import org.jspecify.annotations.NullMarked;
