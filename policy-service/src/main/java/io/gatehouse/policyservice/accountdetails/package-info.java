/**
 * GetAccountAuthorizationDetails: who exists, from identity-service, with what is written on and
 * attached to each, from here.
 *
 * <p>Nothing is written here.
 */
@NullMarked
package io.gatehouse.policyservice.accountdetails;

import org.jspecify.annotations.NullMarked;
