/** Tests of how principals are verified that bring a proof. */
@NullMarked
package io.gatehouse.authz.session;

import org.jspecify.annotations.NullMarked;
