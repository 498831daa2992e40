/**
 * What applications put in their code to ask authz-service; our own services guard themselves with
 * it too. The door is {@link io.gatehouse.authz.client.Authorizer}.
 *
 * <p>Not here: deciding, and what to do with a no.
 */
@NullMarked
package io.gatehouse.authz.client;

import org.jspecify.annotations.NullMarked;
