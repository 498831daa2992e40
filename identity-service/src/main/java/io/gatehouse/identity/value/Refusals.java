package io.gatehouse.identity.value;

import static io.gatehouse.identity.value.Decision.refuse;

import io.gatehouse.model.ErrorCode;

/** AWS's texts that more than one feature refuses with (SEMANTICS 10). */
public final class Refusals {

    private Refusals() {}

    /** A name that nothing of the kind has; {@code kind} is lower case, as {@code user}. */
    public static <E> Decision<E> notFound(String kind, String name) {
        return refuse(
                ErrorCode.NO_SUCH_ENTITY,
                "The %s with name %s cannot be found.".formatted(kind, name));
    }

    /** A name that is taken; {@code kind} is capitalized, as {@code User}. */
    public static <E> Decision<E> alreadyExists(String kind, String name) {
        return refuse(
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "%s with name %s already exists.".formatted(kind, name));
    }

    /** One more than the account may have; {@code quota} is AWS's name of it. */
    public static <E> Decision<E> quota(String quota, int limit) {
        return refuse(ErrorCode.LIMIT_EXCEEDED, "Cannot exceed quota for " + quota + ": " + limit);
    }

    public static <E> Decision<E> tooManyTags() {
        return refuse(
                ErrorCode.LIMIT_EXCEEDED, "The number of tags has reached the maximum limit.");
    }

    /** Something still hangs on what is to be deleted; {@code must} says what has to go first. */
    public static <E> Decision<E> inUse(String must) {
        return refuse(ErrorCode.DELETE_CONFLICT, "Cannot delete entity, must " + must);
    }

    /** Refuses while policies remain; accepts nothing by itself. */
    public static <E> Decision<E> unlessEmpty(Remaining remaining, Decision<E> then) {
        if (remaining.attachedPolicies() > 0) {
            return inUse("detach all policies first.");
        }
        return remaining.inlinePolicies() > 0 ? inUse("delete policies first.") : then;
    }
}
