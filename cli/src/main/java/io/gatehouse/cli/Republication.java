package io.gatehouse.cli;

import io.gatehouse.internal.v1.IdentityQuestionsGrpc;
import io.gatehouse.internal.v1.PolicyQuestionsGrpc;
import io.gatehouse.internal.v1.RepublishRequest;
import io.gatehouse.internal.v1.RepublishResponse;
import io.grpc.StatusRuntimeException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks both writers to publish their facts again, identity-service first because policies refer to
 * principals.
 */
final class Republication {

    private static final int LONGEST_MINUTES = 30;
    private final LocalGatehouse place;

    Republication(LocalGatehouse place) {
        this.place = place;
    }

    /**
     * @throws CommandFailure if a service refuses or does not answer; what one has published stays
     *     published
     */
    void run(List<String> accounts, boolean newEpoch) {
        RepublishRequest request =
                RepublishRequest.newBuilder()
                        .addAllAccounts(accounts)
                        .setNewEpoch(newEpoch)
                        .build();
        ask(
                "identity",
                place.identityGrpc(),
                line ->
                        IdentityQuestionsGrpc.newBlockingStub(line)
                                .withDeadlineAfter(LONGEST_MINUTES, TimeUnit.MINUTES)
                                .republish(request));
        ask(
                "policy",
                place.policyGrpc(),
                line ->
                        PolicyQuestionsGrpc.newBlockingStub(line)
                                .withDeadlineAfter(LONGEST_MINUTES, TimeUnit.MINUTES)
                                .republish(request));
    }

    private interface Call {
        RepublishResponse over(io.grpc.Channel channel);
    }

    private void ask(String audience, String target, Call call) {
        Path keys = place.data().resolve("keys");
        try (GrpcLine line = new GrpcLine(target, audience + "-service", place)) {
            RepublishResponse done =
                    call.over(line.channelAs(ServiceToken.of(keys, audience, Clock.systemUTC())));
            System.out.printf(
                    "%s-service: %d facts of %d accounts%n",
                    audience, done.getFacts(), done.getAccounts());
        } catch (StatusRuntimeException e) {
            throw new CommandFailure(GrpcLine.explain(e, target));
        }
    }
}
