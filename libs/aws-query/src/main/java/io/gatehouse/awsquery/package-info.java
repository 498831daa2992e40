/**
 * AWS Query protocol: form to typed request, typed answer to XML, errors.
 *
 * <p>Not here: what the actions do.
 */
@NullMarked
package io.gatehouse.awsquery;

import org.jspecify.annotations.NullMarked;
