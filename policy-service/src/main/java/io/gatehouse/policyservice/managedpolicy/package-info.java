/**
 * Managed policies: documents with versions and an ARN of their own. Whom they are attached to
 * stands in the streams of the principals, not here.
 *
 * <p>Only {@code ManagedPolicyActions} and the import write to a policy's stream {@code
 * policy/ANPA…}.
 */
@NullMarked
package io.gatehouse.policyservice.managedpolicy;

import org.jspecify.annotations.NullMarked;
