/**
 * From the names that others give to people and things to ARNs, and back, by templates.
 *
 * <p>Not here: which templates there are; each protocol has its own.
 */
@NullMarked
package io.gatehouse.authz.mapping;

import org.jspecify.annotations.NullMarked;
