/**
 * Instance profiles: what carries a role to a machine.
 *
 * <p>Only the actions here write to an instance profile's stream; its role is linked by id.
 */
@NullMarked
package io.gatehouse.identity.instanceprofile;

import org.jspecify.annotations.NullMarked;
