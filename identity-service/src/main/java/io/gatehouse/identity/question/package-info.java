/**
 * What other services ask over gRPC: authenticate, heads, who a name is, keys, publish again.
 *
 * <p>Only services with a service token get this far.
 */
@NullMarked
package io.gatehouse.identity.question;

import org.jspecify.annotations.NullMarked;
