/**
 * What the AWS actions of all features share: documents and ARNs out of requests, tags, permission,
 * time and chance.
 *
 * <p>Not here: what an action does.
 */
@NullMarked
package io.gatehouse.policyservice.request;

import org.jspecify.annotations.NullMarked;
