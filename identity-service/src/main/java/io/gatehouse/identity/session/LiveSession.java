package io.gatehouse.identity.session;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.session.SessionClaims;

import java.util.Optional;

/**
 * A session as its genuine token says, and whose it is now.
 *
 * @param secret empty where the session has ended: something it rests on is gone
 */
public record LiveSession(SessionClaims claims, Caller caller, Optional<SecretKey> secret) {}
