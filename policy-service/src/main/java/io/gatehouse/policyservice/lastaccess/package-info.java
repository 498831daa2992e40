/**
 * Which services policies open, and when they were last used: ListPoliciesGrantingServiceAccess and
 * the service-last-accessed reports.
 *
 * <p>When something was used is known to a {@link
 * io.gatehouse.policyservice.lastaccess.LastAccess}; here only requests for reports are kept.
 */
@NullMarked
package io.gatehouse.policyservice.lastaccess;

import org.jspecify.annotations.NullMarked;
