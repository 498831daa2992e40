package io.gatehouse.identity.console;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.ListAllowedActionsResponse;
import io.gatehouse.authz.v1.MutinyAuthorizationGrpc;
import io.gatehouse.authz.v1.MutinyAuthorizationGrpc.MutinyAuthorizationStub;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.awsquery.AwsApi;
import io.gatehouse.awsquery.Operation;
import io.gatehouse.awsquery.Operations;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a session may do, of the management actions: on every resource, and on its own user alone.
 * The decision is authz-service's; where it does not answer, the page says that it is not known.
 */
public class AllowedActions {

    private static final Logger LOG = Logger.getLogger(AllowedActions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final List<String> OF_GATEHOUSE =
            List.of(
                    "gatehouse:Check",
                    "gatehouse:ListQuotas",
                    "gatehouse:ListRotations",
                    "gatehouse:RequireRotation",
                    "gatehouse:WithdrawRotation");

    private static final List<String> ACTIONS = actions();

    private final MutinyAuthorizationStub authz;

    /**
     * @param target {@code host:port} of authz-service
     */
    public AllowedActions(ServiceChannels channels, String target) {
        this.authz = MutinyAuthorizationGrpc.newMutinyStub(channels.to(ServiceName.AUTHZ, target));
    }

    Uni<Void> addTo(ConsolePage.Builder page, Call call, UserRow user) {
        return allowed(call, "*", ACTIONS)
                .chain(everywhere -> {
                    List<String> rest = new ArrayList<>(ACTIONS);
                    rest.removeAll(everywhere);
                    return allowed(call, user.arn().toString(), rest)
                            .invoke(onSelf ->
                                    page.addAllAllowedEverywhere(everywhere)
                                            .addAllAllowedOnSelf(onSelf)
                                            .setAllowedKnown(true));
                })
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

    private Uni<List<String>> allowed(Call call, String resource, List<String> actions) {
        CheckRequest question =
                CheckRequest.newBuilder()
                        .setPrincipal(principal(call))
                        // Each of the actions is asked in its place.
                        .setAction("iam:GetUser")
                        .setResource(resource)
                        .setResourceAccount(call.account().digits())
                        .putContext("aws:SourceIp", value(call.sourceIp()))
                        .putContext(
                                "aws:SecureTransport",
                                value(Boolean.toString(call.secureTransport())))
                        .putContext("aws:UserAgent", value(call.userAgent()))
                        .setRequestId(call.requestId())
                        .build();
        return authz.withDeadlineAfter(PATIENCE)
                .listAllowedActions(
                        ListAllowedActionsRequest.newBuilder()
                                .setQuestion(question)
                                .addAllActions(actions)
                                .build())
                .map(ListAllowedActionsResponse::getAllowedList);
    }

    private static Principal principal(Call call) {
        return call.caller()
                .session()
                .map(token -> Principal.newBuilder().setSessionToken(token.text()).build())
                .orElseGet(() ->
                        Principal.newBuilder().setArn(call.caller().arn().toString()).build());
    }

    private static ContextValues value(String text) {
        return ContextValues.newBuilder().addValues(text).build();
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
