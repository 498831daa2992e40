/**
 * The Security Token Service: who the caller is, and temporary credentials. {@link
 * io.gatehouse.identity.session.Sessions} is the one door through which a session is given; {@link
 * io.gatehouse.identity.session.LiveSessions} says whose a presented one is.
 *
 * <p>Nothing of a session is kept in a table. Not here: the form of its token ({@code
 * io.gatehouse.kit.session}).
 */
@NullMarked
package io.gatehouse.identity.session;

import org.jspecify.annotations.NullMarked;
