/** Doors for tests. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.authz.caller;
