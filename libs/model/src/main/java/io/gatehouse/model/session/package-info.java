/**
 * What a session token says, as values: whose session, from whom, until when, with which tags and
 * policies.
 *
 * <p>Not here: how it is signed and verified ({@code io.gatehouse.kit.session}).
 */
@NullMarked
package io.gatehouse.model.session;

import org.jspecify.annotations.NullMarked;
