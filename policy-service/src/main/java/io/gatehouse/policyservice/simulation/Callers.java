package io.gatehouse.policyservice.simulation;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policyservice.directory.KnownPrincipal;

/** Who asks in a simulation. */
final class Callers {

    private Callers() {}

    /** A user or role that exists; a group asks through a member without a name. */
    static Principal of(KnownPrincipal known) {
        String arn = known.arn().toString();
        return switch (known.kind()) {
            case USER -> new Principal.User(arn, known.account(), known.name(), known.id());
            case ROLE -> role(arn, known.account(), known.name(), known.id());
            case GROUP -> nobody(known.account());
        };
    }

    /** A caller of that account who has no name: policies that name somebody do not name it. */
    static Principal nobody(AccountId account) {
        return new Principal.User("arn:aws:iam::" + account + ":user/-", account, "-", null);
    }

    /** The CallerArn of a request: of a user, group or role, whether it exists or not. */
    static Principal named(String text) {
        if (!Arn.isArn(text)) {
            throw Questions.invalid("`%s` is no ARN".formatted(text));
        }
        Arn arn = Arn.parse(text);
        String kind = arn.resource().split("/", 2)[0];
        if (!arn.service().equals("iam")
                || !AccountId.isValid(arn.account())
                || arn.resource().endsWith("/")
                || arn.resource().equals(kind)) {
            throw notACaller(text);
        }
        return switch (kind) {
            case "user", "role" -> Principal.parse(text);
            case "group" -> nobody(new AccountId(arn.account()));
            default -> throw notACaller(text);
        };
    }

    private static Principal role(String arn, AccountId account, String name, UniqueId id) {
        return new Principal.AssumedRole(arn, account, arn, name, "", id);
    }

    private static RuntimeException notACaller(String text) {
        return Questions.invalid(
                "a CallerArn is that of a user, group or role, not `%s`".formatted(text));
    }
}
