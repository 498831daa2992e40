/**
 * How those are told who get no answer: {@code google.rpc.Status} with details over gRPC, problem
 * details (RFC 9457) over REST.
 *
 * <p>Not here: why there is none, which {@code CheckRefusedException} says.
 */
@NullMarked
package io.gatehouse.authz.refusal;

import org.jspecify.annotations.NullMarked;
