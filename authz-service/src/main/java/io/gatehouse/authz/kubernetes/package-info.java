/**
 * The Kubernetes authorization webhook: a SubjectAccessReview becomes a question by templates.
 *
 * <p>Not here: the decision (check).
 */
@NullMarked
package io.gatehouse.authz.kubernetes;

import org.jspecify.annotations.NullMarked;
