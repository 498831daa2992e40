/** The service from outside: facts on a real Kafka in, REST and gRPC answers out. */
@NullMarked
package io.gatehouse.authz;

import org.jspecify.annotations.NullMarked;
