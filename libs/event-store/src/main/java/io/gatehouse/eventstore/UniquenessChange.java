package io.gatehouse.eventstore;

import io.gatehouse.model.Refusal;

/** A change to the values that must be unique, made in the transaction of the events. */
public sealed interface UniquenessChange {

    /** What the value names, such as {@code user-name}. */
    String kind();

    /** Inside of which it is unique: an owner's text, or empty for everywhere. */
    String scope();

    String value();

    /** Takes the value; when it is taken already, the command is refused with {@code ifTaken}. */
    record Claim(String kind, String scope, String value, String holder, Refusal ifTaken)
            implements UniquenessChange {}

    /** Gives the value back. */
    record Release(String kind, String scope, String value) implements UniquenessChange {}
}
