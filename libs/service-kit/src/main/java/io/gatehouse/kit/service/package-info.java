/**
 * gRPC between the services: channels, and the tokens by which services know each other.
 *
 * <p>Not here: what they ask.
 */
@NullMarked
package io.gatehouse.kit.service;

import org.jspecify.annotations.NullMarked;
