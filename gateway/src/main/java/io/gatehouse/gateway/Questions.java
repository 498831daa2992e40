package io.gatehouse.gateway;

import com.google.protobuf.ByteString;

import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.internal.v1.HeadsRequest;
import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc.MutinyIdentityQuestionsStub;
import io.gatehouse.internal.v1.MutinyPolicyQuestionsGrpc.MutinyPolicyQuestionsStub;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the gateway asks the two writing services before it forwards a request. */
class Questions {

    private static final Duration AUTHENTICATE_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEADS_WITHIN = Duration.ofSeconds(2);

    private final MutinyIdentityQuestionsStub identity;
    private final MutinyPolicyQuestionsStub policy;
    private final SharedHeads heads;

    Questions(MutinyIdentityQuestionsStub identity, MutinyPolicyQuestionsStub policy) {
        this.identity = identity;
        this.policy = policy;
        this.heads = new SharedHeads(this::askPolicyHeads);
    }

    /**
     * Whose signature the request bears, and how far identity-service's logs are that it has to
     * see. Fails when identity-service cannot be asked.
     */
    Uni<Authenticated> authenticate(Inbound inbound, Destination to) {
        AuthenticateRequest.Builder question =
                AuthenticateRequest.newBuilder()
                        .setMethod(inbound.method())
                        .setUri(inbound.uri())
                        .setBody(ByteString.copyFrom(inbound.body().getBytes()))
                        .setSourceIp(inbound.sourceIp())
                        .setSecureTransport(inbound.secure())
                        .setRequestId(inbound.requestId())
                        .setAudience(to.owner().audience())
                        .setAction(to.action())
                        .setWithHeads(to.needsHeads());
        if (to.needsHeads()) {
            question.addAllHeadsOf(Consulted.besideCallers(inbound, to));
        }
        inbound.headers()
                .forEach(h ->
                        question.addHeaders(
                                Header.newBuilder().setName(h.getKey()).setValue(h.getValue())));
        return identity.withDeadlineAfter(AUTHENTICATE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .authenticate(question.build())
                .map(Questions::read);
    }

    /**
     * The present heads of policy-service's logs of the accounts that the request consults: what a
     * request must see that comes after all that was acknowledged before it.
     */
    Uni<Revision> policyHeads(String callersAccount, Inbound inbound, Destination to) {
        Set<String> owners = new LinkedHashSet<>(List.of(callersAccount));
        owners.addAll(Consulted.besideCallers(inbound, to));
        return heads.of(owners);
    }

    private Uni<Revision> askPolicyHeads(Set<String> owners) {
        return policy.withDeadlineAfter(HEADS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .heads(HeadsRequest.newBuilder().addAllAccounts(owners).build())
                .map(answer -> revision(answer.getRevision()));
    }

    private static Revision revision(String token) {
        return token.isEmpty() ? Revision.NONE : Revision.parse(token);
    }

    private static Authenticated read(AuthenticateResponse response) {
        return switch (response.getOutcomeCase()) {
            case CALLER ->
                    new Authenticated.As(
                            response.getCaller().getArn(),
                            response.getCaller().getAccount(),
                            response.getInternalToken(),
                            revision(response.getHeads()));
            case REFUSED ->
                    new Authenticated.Refused(
                            ErrorCode.valueOf(response.getRefused().getCode()),
                            response.getRefused().getMessage());
            case OUTCOME_NOT_SET -> throw new IllegalStateException("an answer without outcome");
        };
    }
}
