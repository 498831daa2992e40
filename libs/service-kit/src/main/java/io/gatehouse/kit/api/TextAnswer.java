package io.gatehouse.kit.api;

/** An answer of a JSON endpoint that is not JSON, such as CSV, because it was asked for so. */
public record TextAnswer(String contentType, String text) {}
