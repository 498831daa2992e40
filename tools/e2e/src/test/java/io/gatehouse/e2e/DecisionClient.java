package io.gatehouse.e2e;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application that asks authz-service over its public gRPC. */
final class DecisionClient implements AutoCloseable {

    private final ManagedChannel channel;

    DecisionClient(GatehouseProcess gatehouse) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", gatehouse.port(9083))
                        .usePlaintext()
                        .build();
    }

    CheckResponse check(
            String principal, String action, String resource, Map<String, String> context) {
        CheckRequest.Builder request =
                CheckRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setArn(principal))
                        .setAction(action)
                        .setResource(resource);
        context.forEach((key, value) ->
                request.putContext(key, ContextValues.newBuilder().addValues(value).build()));
        return ask(request.build());
    }

    CheckResponse ask(CheckRequest request) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .check(request);
    }

    boolean isAllowed(String principal, String action, String resource) {
        return check(principal, action, resource, Map.of()).getDecision() == Decision.ALLOWED;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
