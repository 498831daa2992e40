/**
 * SSH public keys of users, kept in either encoding and shown in both.
 *
 * <p>No SSH server is part of Gatehouse: others read the keys here.
 */
@NullMarked
package io.gatehouse.identity.sshkey;

import org.jspecify.annotations.NullMarked;
