package io.gatehouse.identity.log;

/**
 * What a request is about, found and allowed.
 *
 * @param origin of a command that follows
 */
public record Permitted<T>(T target, Origin origin) {}
