/**
 * What an account has, told as a whole: the credential report and the summary.
 *
 * <p>Reads the rows of other features; the report that was made last is kept for four hours.
 */
@NullMarked
package io.gatehouse.identity.report;

import org.jspecify.annotations.NullMarked;
