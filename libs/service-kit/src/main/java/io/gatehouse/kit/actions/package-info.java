/**
 * AWS actions by the AWS Query protocol: form, typed request, handler, typed answer, XML.
 *
 * <p>Not here: what an action does; that is a feature's.
 */
@NullMarked
package io.gatehouse.kit.actions;

import org.jspecify.annotations.NullMarked;
