package io.gatehouse.policyservice.value;

import static io.gatehouse.policyservice.value.Decision.refuse;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

/** AWS's texts that more than one place refuses with (SEMANTICS 10). */
public final class Refusals {

    private Refusals() {}

    /** A managed policy that is asked for by an ARN nothing has. */
    public static Refusal noSuchPolicy(String arn) {
        return new Refusal(ErrorCode.NO_SUCH_ENTITY, "Policy " + arn + " was not found.");
    }

    /** A name that another policy of the owner has. */
    public static Refusal policyExists(String name) {
        return new Refusal(
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "A policy called %s already exists. Duplicate names are not allowed."
                        .formatted(name));
    }

    /** A unique id that something has or had. */
    public static Refusal idUsed(String id) {
        return new Refusal(
                ErrorCode.ENTITY_ALREADY_EXISTS, "The id %s was used before.".formatted(id));
    }

    /** A policy that is to be attached or become a boundary, and does not exist. */
    public static Refusal notAttachable(String arn) {
        return new Refusal(
                ErrorCode.NO_SUCH_ENTITY,
                "Policy " + arn + " does not exist or is not attachable.");
    }

    public static Refusal noSuchVersion(String arn, String version) {
        return new Refusal(
                ErrorCode.NO_SUCH_ENTITY,
                "Policy %s version %s does not exist or is not attachable."
                        .formatted(arn, version));
    }

    /** A user, group or role that nobody is. */
    public static Refusal noSuchPrincipal(PrincipalKind kind, String name) {
        return new Refusal(
                ErrorCode.NO_SUCH_ENTITY,
                "The %s with name %s cannot be found.".formatted(kind.wire(), name));
    }

    public static Refusal noSuchInlinePolicy(PrincipalKind kind, String name) {
        return new Refusal(
                ErrorCode.NO_SUCH_ENTITY,
                "The %s policy with name %s cannot be found.".formatted(kind.wire(), name));
    }

    /** A service-linked role, which its service alone changes. */
    public static Refusal protectedRole(String name) {
        return new Refusal(
                ErrorCode.UNMODIFIABLE_ENTITY,
                "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS"
                        .formatted(name));
    }

    /** One more than the account may have; {@code quota} is AWS's name of it. */
    public static <E> Decision<E> quota(String quota, int limit) {
        return refuse(ErrorCode.LIMIT_EXCEEDED, "Cannot exceed quota for " + quota + ": " + limit);
    }
}
