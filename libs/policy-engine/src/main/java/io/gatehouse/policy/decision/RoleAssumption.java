package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.List;

/** What AssumeRole needs beside its own permission (SEMANTICS 8): for the call as a whole. */
final class RoleAssumption {

    private RoleAssumption() {}

    /** The further actions, by what the request passes. */
    static List<String> furtherActions(AuthorizationRequest request) {
        RequestContext context = request.context();
        if (!Question.isTrust(request.action(), request.resource())) {
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
