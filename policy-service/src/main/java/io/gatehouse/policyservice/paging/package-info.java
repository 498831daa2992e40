/**
 * Lists a page at a time, by AWS's Marker and MaxItems.
 *
 * <p>Not here: what is listed.
 */
@NullMarked
package io.gatehouse.policyservice.paging;

import org.jspecify.annotations.NullMarked;
