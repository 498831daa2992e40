package io.gatehouse.identity.console;

import io.gatehouse.awsquery.AwsApi;
import io.gatehouse.awsquery.Operation;
import io.gatehouse.awsquery.Operations;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.AllowedActions;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a session may do, of the management actions: on every resource, and on its own user alone.
 * The decision is authz-service's; where it does not answer, the page says that it is not known.
 */
@ApplicationScoped
class AllowedOnPage {

    private static final Logger LOG = Logger.getLogger(AllowedOnPage.class);

    private static final List<String> OF_GATEHOUSE =
            List.of(
                    "gatehouse:Check",
                    "gatehouse:DeleteGuardrails",
                    "gatehouse:DeleteResourcePolicy",
                    "gatehouse:DeleteRoleMapping",
                    "gatehouse:GetGuardrails",
                    "gatehouse:GetPriceList",
                    "gatehouse:GetResourcePolicy",
                    "gatehouse:GetUsage",
                    "gatehouse:Import",
                    "gatehouse:ListQuotas",
                    "gatehouse:ListResourcePolicies",
                    "gatehouse:ListRoleMappings",
                    "gatehouse:ListRotations",
                    "gatehouse:PutGuardrails",
                    "gatehouse:PutPriceList",
                    "gatehouse:PutResourcePolicy",
                    "gatehouse:PutRoleMapping",
                    "gatehouse:RequireRotation",
                    "gatehouse:SetQuota",
                    "gatehouse:TestRoleMapping",
                    "gatehouse:WithdrawRotation");

    private static final List<String> ACTIONS = actions();

    private final AllowedActions allowed;

    AllowedOnPage(AllowedActions allowed) {
        this.allowed = allowed;
    }

    /**
     * @param user who signed in; empty where a provider vouched, and nothing here is their own
     */
    Uni<Void> addTo(ConsolePage.Builder page, Call call, Optional<UserRow> user) {
        return allowed.among(call, "*", ACTIONS)
                .chain(everywhere ->
                        onSelf(call, user, everywhere)
                                .invoke(onSelf ->
                                        page.addAllAllowedEverywhere(everywhere)
                                                .addAllAllowedOnSelf(onSelf)
                                                .setAllowedKnown(true)))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(
                            "request %s: what is allowed is not known: %s",
                            call.requestId(), failure.getMessage());
                    page.setAllowedKnown(false);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<List<String>> onSelf(Call call, Optional<UserRow> user, List<String> everywhere) {
        if (user.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> rest = new ArrayList<>(ACTIONS);
        rest.removeAll(everywhere);
        return allowed.among(call, user.get().arn().toString(), rest);
    }

    private static List<String> actions() {
        List<String> all = new ArrayList<>(OF_GATEHOUSE);
        for (AwsApi api : AwsApi.values()) {
            for (String name : Operations.of(api)) {
                all.add(new Operation(api, name).action().toString());
            }
        }
        Collections.sort(all);
        return List.copyOf(all);
    }
}
