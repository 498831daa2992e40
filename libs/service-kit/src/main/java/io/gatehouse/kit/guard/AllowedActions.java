package io.gatehouse.kit.guard;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.ListAllowedActionsResponse;
import io.gatehouse.authz.v1.MutinyAuthorizationGrpc;
import io.gatehouse.authz.v1.MutinyAuthorizationGrpc.MutinyAuthorizationStub;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.List;

/**
 * Asks authz-service which of many actions a caller may do. For showing alone: what is then done is
 * decided by {@link Guard}. Safe for all threads.
 */
public final class AllowedActions {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MutinyAuthorizationStub authz;

    /**
     * @param target {@code host:port} of authz-service
     */
    public AllowedActions(ServiceChannels channels, String target) {
        this.authz = MutinyAuthorizationGrpc.newMutinyStub(channels.to(ServiceName.AUTHZ, target));
    }

    /** Those of the actions that are allowed; fails where authz-service does not answer in time. */
    public Uni<List<String>> among(Call call, String resource, List<String> actions) {
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
}
