/**
 * Envoy's external authorization, version 3: a request at a proxy becomes a question by templates.
 *
 * <p>Not here: the decision (check).
 */
@NullMarked
package io.gatehouse.authz.envoy;

import org.jspecify.annotations.NullMarked;
