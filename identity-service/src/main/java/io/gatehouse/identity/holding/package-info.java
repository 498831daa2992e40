/**
 * What a user, or root, holds besides access keys: added, switched on and off, deleted, and never
 * more than a quota allows. Certificates, SSH keys and credentials of services live like this.
 *
 * <p>Each has a stream of its own per owner, so that its personal values are under the owner's key.
 */
@NullMarked
package io.gatehouse.identity.holding;

import org.jspecify.annotations.NullMarked;
