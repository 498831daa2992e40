/**
 * The OpenID AuthZEN Authorization API 1.0: evaluation, evaluations, search, and the configuration
 * of the decision point. Subjects, actions and resources become ARNs by templates.
 *
 * <p>Not here: the decision (check).
 */
@NullMarked
package io.gatehouse.authz.authzen;

import org.jspecify.annotations.NullMarked;
