/**
 * authz-service: may they. Its parts: {@code feed} reads the facts, {@code check} decides and
 * answers, {@code caller} says who may ask.
 *
 * <p>Not here: any database, any other source than the facts topics, the request, and tokens that
 * were verified here.
 */
@NullMarked
package io.gatehouse.authz;

import org.jspecify.annotations.NullMarked;
