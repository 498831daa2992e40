/**
 * What the AWS actions of all features share: documents and ARNs out of requests, tags, AWS's
 * encoding of documents.
 *
 * <p>Not here: what an action does.
 */
@NullMarked
package io.gatehouse.policyservice.request;

import org.jspecify.annotations.NullMarked;
