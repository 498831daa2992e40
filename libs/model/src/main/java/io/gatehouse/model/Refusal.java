package io.gatehouse.model;

/**
 * An expected "no", as a value: it reaches the caller as AWS's error.
 *
 * @param code what kind of no
 * @param message for the caller: AWS's text where AWS has one, no class names
 */
public record Refusal(ErrorCode code, String message) {}
