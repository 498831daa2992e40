package io.gatehouse.identity.rotation;

import io.gatehouse.model.UniqueId;

import java.util.Optional;

/** Of whom a rotation is required; of a group, whoever is in it at the time. */
public sealed interface Scope {

    record OneUser(UniqueId user) implements Scope {}

    record OneGroup(UniqueId group) implements Scope {}

    /** Every user of the account, not its root, which nobody but itself can lock out. */
    record WholeAccount() implements Scope {}

    /** The name on the wire. */
    default String wire() {
        return switch (this) {
            case OneUser _ -> "user";
            case OneGroup _ -> "group";
            case WholeAccount _ -> "account";
        };
    }

    /** The id of the user or group. */
    default Optional<UniqueId> target() {
        return switch (this) {
            case OneUser(var user) -> Optional.of(user);
            case OneGroup(var group) -> Optional.of(group);
            case WholeAccount _ -> Optional.empty();
        };
    }

    /** Throws IllegalStateException for what {@link #wire} never wrote. */
    static Scope of(String wire, Optional<UniqueId> target) {
        return switch (wire) {
            case "user" -> new OneUser(target.orElseThrow());
            case "group" -> new OneGroup(target.orElseThrow());
            case "account" -> new WholeAccount();
            default -> throw new IllegalStateException("no scope is named " + wire);
        };
    }
}
