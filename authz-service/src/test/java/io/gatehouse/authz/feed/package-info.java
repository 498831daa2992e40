/** Tests of how this service says that it has read the facts. */
@NullMarked
package io.gatehouse.authz.feed;

import org.jspecify.annotations.NullMarked;
