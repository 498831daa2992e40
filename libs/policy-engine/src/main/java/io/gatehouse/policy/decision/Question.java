package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;

import java.util.Locale;
import java.util.Set;

/** What the rules of SEMANTICS 6 to 8 need to know of a request beyond what policies look at. */
record Question(boolean trust, boolean resourcePolicyRequired, boolean sameAccount) {

    private static final Set<String> TRUST_ACTIONS =
            Set.of(
                    "sts:assumerole",
                    "sts:assumerolewithsaml",
                    "sts:assumerolewithwebidentity",
                    "sts:tagsession",
                    "sts:setsourceidentity",
                    "sts:setcontext");

    static final String GET_CALLER_IDENTITY = "sts:GetCallerIdentity";

    static Question of(AuthorizationRequest request) {
        boolean trust = isTrust(request.action(), request.resource());
        AccountId account = request.principal().account();
        AccountId owner = request.resourceAccount();
        boolean same = account != null && owner != null && account.digits().equals(owner.digits());
        return new Question(trust, trust || request.resourcePolicyRequired(), same);
    }

    /** Whether the role's trust policy is asked (SEMANTICS 8). */
    static boolean isTrust(String action, String resource) {
        return action.length() >= 14
                && action.regionMatches(true, 0, "sts:", 0, 4)
                && resource.contains(":role/")
                && TRUST_ACTIONS.contains(action.toLowerCase(Locale.ROOT));
    }

    /** AssumeRole itself, which may need permissions beside its own. */
    static boolean isAssumeRole(String action) {
        return action.regionMatches(true, 0, "sts:AssumeRole", 0, 14);
    }
}
