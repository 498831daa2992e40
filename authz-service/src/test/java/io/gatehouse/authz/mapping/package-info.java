/** Tests of templates. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.authz.mapping;
