/**
 * User names and passwords, or keys, of users for one service each.
 *
 * <p>Their secrets stand with those of access keys, sealed, and are shown once.
 */
@NullMarked
package io.gatehouse.identity.servicecredential;

import org.jspecify.annotations.NullMarked;
