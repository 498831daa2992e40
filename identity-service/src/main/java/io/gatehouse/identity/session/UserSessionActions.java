package io.gatehouse.identity.session;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionHolder;
import io.gatehouse.model.session.SessionTags;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * GetSessionToken and GetFederationToken: sessions that a user or root takes with a long-term key.
 * The first needs no permission (AWS: policies cannot rule authentication), the second does.
 */
@ApplicationScoped
public class UserSessionActions implements ActionSet {

    private static final ActionName FEDERATE = new ActionName("sts", "GetFederationToken");
    private static final ActionName OWN = new ActionName("sts", "GetSessionToken");
    private static final Duration DEFAULT = Duration.ofHours(12);

    /** Of sessions of root, whatever is asked for. */
    private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

    private final LiveSessions live;
    private final ShownCode code;
    private final Gate gate;
    private final SessionPolicyForm policies;
    private final Sessions sessions;

    UserSessionActions(
            LiveSessions live,
            ShownCode code,
            Gate gate,
            SessionPolicyForm policies,
            Sessions sessions) {
        this.live = live;
        this.code = code;
        this.gate = gate;
        this.policies = policies;
        this.sessions = sessions;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetSessionTokenRequest.class, this::sessionToken);
        actions.on(GetFederationTokenRequest.class, this::federationToken);
    }

    private Uni<GetSessionTokenResponse> sessionToken(GetSessionTokenRequest request, Call call) {
        Optional<UniqueId> user = user(call, "GetSessionToken");
        return code.require(call, request.serialNumber(), request.tokenCode())
                .chain(mfa ->
                        Ancestry.of(call, live)
                                .map(ancestry ->
                                        SessionRequest.of(
                                                        new SessionHolder.User(
                                                                call.account(), user),
                                                        duration(request.durationSeconds(), user),
                                                        ancestry.own())
                                                .withFacts(SessionFacts.NONE.withMfa(mfa))))
                .map(asked -> sessions.give(asked, itself(call)))
                .map(issued ->
                        GetSessionTokenResponse.builder()
                                .credentials(issued.credentials())
                                .build());
    }

    private Uni<GetFederationTokenResponse> federationToken(
            GetFederationTokenRequest request, Call call) {
        Optional<UniqueId> user = user(call, "GetFederationToken");
        Arn arn = SessionNames.ofFederated(call.account(), request.name());
        SessionTags tags = SessionForm.tags(request.tags(), List.of(), SessionTags.NONE);
        ContextKeys keys =
                ContextKeys.none().withRequestTags(SessionForm.requested(request.tags()));
        return gate.require(call, FEDERATE, arn, keys)
                .chain(_ ->
                        request.hasTags()
                                ? gate.require(call, new ActionName("sts", "TagSession"), arn, keys)
                                : Uni.createFrom().nullItem())
                .chain(_ ->
                        policies.require(
                                call.account(),
                                request.policy(),
                                SessionForm.arns(request.policyArns())))
                .chain(limits ->
                        Ancestry.of(call, live)
                                .map(ancestry ->
                                        SessionRequest.of(
                                                        new SessionHolder.Federated(
                                                                call.account(),
                                                                user,
                                                                request.name()),
                                                        duration(request.durationSeconds(), user),
                                                        ancestry.through())
                                                .withTags(tags)
                                                .withPolicies(limits)))
                .map(asked -> sessions.give(asked, new SessionGift(call, FEDERATE, arn, arn)))
                .map(issued -> answer(call, request.name(), arn, issued));
    }

    private static SessionGift itself(Call call) {
        return new SessionGift(call, OWN, call.caller().arn(), call.caller().arn());
    }

    // The SDK calls the packed size deprecated; the service goes on answering it.
    @SuppressWarnings("deprecation")
    private static GetFederationTokenResponse answer(
            Call call, String name, Arn arn, IssuedSession issued) {
        return GetFederationTokenResponse.builder()
                .credentials(issued.credentials())
                .federatedUser(federated ->
                        federated.arn(arn.toString()).federatedUserId(call.account() + ":" + name))
                .packedPolicySize(issued.packedPercent() == 0 ? null : issued.packedPercent())
                .sessionTokenSize(issued.size())
                .sessionTokenUtilization(issued.utilization())
                .build();
    }

    /** Empty for root. Sessions do not get this far with any client; see {@link SessionLimits}. */
    private static Optional<UniqueId> user(Call call, String action) {
        return switch (call.caller()) {
            case Caller.Root root when root.session().isEmpty() -> Optional.empty();
            case Caller.User user when user.session().isEmpty() ->
                    Optional.of(new UniqueId(user.principalId()));
            case Caller.Root _,
                    Caller.User _,
                    Caller.AssumedRole _,
                    Caller.FederatedUser _,
                    Caller.Unsigned _ ->
                    throw RefusedException.of(
                            ErrorCode.ACCESS_DENIED,
                            "Cannot call %s with session credentials".formatted(action));
        };
    }

    private static Duration duration(@Nullable Integer seconds, Optional<UniqueId> user) {
        Duration asked = SessionForm.duration(seconds, DEFAULT);
        return user.isEmpty() && asked.compareTo(LONGEST_OF_ROOT) > 0 ? LONGEST_OF_ROOT : asked;
    }
}
