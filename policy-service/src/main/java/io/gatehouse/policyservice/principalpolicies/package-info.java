/**
 * What hangs on one user, group or role: its inline policies and the managed policies attached to
 * it. Who it is stands in identity-service.
 *
 * <p>Only {@code PrincipalPolicyActions}, the import and the end of a principal write to a stream
 * {@code principal-policies/<unique id>}.
 */
@NullMarked
package io.gatehouse.policyservice.principalpolicies;

import org.jspecify.annotations.NullMarked;
