/** A replica without Quarkus, for tests that break things. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.authz.check;
