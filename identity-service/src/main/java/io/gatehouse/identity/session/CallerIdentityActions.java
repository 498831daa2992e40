package io.gatehouse.identity.session;

import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.ActionName;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * GetCallerIdentity: needs no permission and nothing but the verified request, so it answers while
 * everything else is down (SEMANTICS 8).
 */
@ApplicationScoped
public class CallerIdentityActions implements ActionSet {

    private static final ActionName ACTION = new ActionName("sts", "GetCallerIdentity");

    private final Attempts attempts;

    CallerIdentityActions(Attempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetCallerIdentityRequest.class, this::who);
    }

    private Uni<GetCallerIdentityResponse> who(GetCallerIdentityRequest request, Call call) {
        Caller caller = call.caller();
        attempts.allowed(Origin.of(call, ACTION, caller.arn()));
        return Uni.createFrom()
                .item(
                        GetCallerIdentityResponse.builder()
                                .account(caller.account().digits())
                                .arn(caller.arn().toString())
                                .userId(userId(caller))
                                .build());
    }

    /** As {@code aws:userid} (SEMANTICS 5): a session's is followed by its name. */
    private static String userId(Caller caller) {
        return switch (caller) {
            case Caller.Root root -> root.principalId();
            case Caller.User user -> user.principalId();
            case Caller.AssumedRole session ->
                    session.principalId() + ":" + lastOf(session.arn().resource());
            case Caller.Unsigned unsigned -> unsigned.principalId();
            case Caller.FederatedUser federated ->
                    federated.account() + ":" + lastOf(federated.arn().resource());
        };
    }

    private static String lastOf(String resource) {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }
}
