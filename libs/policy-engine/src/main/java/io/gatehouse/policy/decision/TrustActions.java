package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The actions that the trust policy of a role decides on (SEMANTICS 8). */
final class TrustActions {

    private static final Set<String> ALL =
            Set.of(
                    "sts:assumerole",
                    "sts:assumerolewithsaml",
                    "sts:assumerolewithwebidentity",
                    "sts:tagsession",
                    "sts:setsourceidentity",
                    "sts:setcontext");

    private TrustActions() {}

    /** Rules out nearly all actions of other services by one character. */
    static boolean mayBeOfSts(String action) {
        return action.length() > 3 && action.charAt(3) == ':';
    }

    /** Whether the role's trust policy is asked. */
    static boolean isTrust(String action, String resource) {
        return mayBeOfSts(action)
                && resource.contains(":role/")
                && ALL.contains(KeyNames.folded(action));
    }

    /**
     * What AssumeRole needs beside its own permission, for the call as a whole: sts:TagSession if
     * it passes tags, sts:SetSourceIdentity if it passes a source identity.
     */
    static List<String> furtherActions(AuthorizationRequest request) {
        RequestContext context = request.context();
        if (!mayBeOfSts(request.action())
                || !KeyNames.sameRegion(request.action(), 0, "sts:AssumeRole")
                || !isTrust(request.action(), request.resource())) {
            return List.of();
        }
        List<String> tagKeys = context.values("aws:TagKeys");
        List<String> actions = new ArrayList<>(2);
        if ((tagKeys != null && !tagKeys.isEmpty())
                || context.hasKeyStartingWith("aws:RequestTag/")) {
            actions.add("sts:TagSession");
        }
        if (context.has("sts:SourceIdentity")) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }
}
