/** The feed on a Kafka that is compacted, and read again, while it runs. */
@NullMarked
package io.gatehouse.authz.feed;

import org.jspecify.annotations.NullMarked;
