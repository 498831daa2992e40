/** Logs for tests, and tests of the log's queue. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.authz.decisionlog;
