package io.gatehouse.kit.actions;

import io.gatehouse.kit.call.Call;
import io.smallrye.mutiny.Uni;

import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Answers one AWS action. Called on the event loop with a request that passed the API model's
 * constraints; fails with {@code RefusedException} for an expected "no".
 */
@FunctionalInterface
public interface ActionHandler<I extends AwsRequest, O> {

    Uni<O> handle(I request, Call call);
}
