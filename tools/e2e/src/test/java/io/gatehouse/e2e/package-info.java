/**
 * Gatehouse as its users see it: started by its script, called by the AWS SDK and the AWS command
 * line, followed by a plain Kafka consumer, and killed.
 *
 * <p>Not here: anything that looks inside. Nothing of the services is on the class path that runs.
 */
@NullMarked
package io.gatehouse.e2e;

import org.jspecify.annotations.NullMarked;
