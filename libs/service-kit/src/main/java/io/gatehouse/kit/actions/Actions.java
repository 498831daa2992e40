package io.gatehouse.kit.actions;

import io.gatehouse.awsquery.Operations;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The actions that this service answers. Filled at start by one thread, then only read. */
public final class Actions {

    private final Map<String, Entry<?>> byName = new TreeMap<>();

    /** One action: its request class and what answers it. */
    record Entry<I extends AwsRequest>(
            Class<I> requestType,
            ActionHandler<I, Written<? extends AwsResponse>> handler,
            boolean isWrite) {

        Uni<Written<? extends AwsResponse>> handle(AwsRequest request, Call call) {
            return handler.handle(requestType.cast(request), call);
        }
    }

    /** Registers a read. A second handler of the same action is refused at start. */
    public <I extends AwsRequest, O extends AwsResponse> void on(
            Class<I> requestType, ActionHandler<I, O> handler) {
        put(
                requestType,
                (request, call) ->
                        handler.handle(request, call)
                                .map(answer -> new Written<>(answer, Revision.NONE)),
                false);
    }

    /** Registers a write, whose answer says where it was written. */
    public <I extends AwsRequest, O extends AwsResponse> void onWrite(
            Class<I> requestType, ActionHandler<I, Written<O>> handler) {
        put(
                requestType,
                (request, call) -> handler.handle(request, call).map(answer -> answer),
                true);
    }

    private <I extends AwsRequest> void put(
            Class<I> requestType,
            ActionHandler<I, Written<? extends AwsResponse>> handler,
            boolean isWrite) {
        String action = Operations.ofRequest(requestType).name();
        if (byName.putIfAbsent(action, new Entry<>(requestType, handler, isWrite)) != null) {
            throw new IllegalStateException("two handlers of action `" + action + "`");
        }
    }

    /** Names of all actions registered, sorted. */
    public Set<String> names() {
        return byName.keySet();
    }

    Optional<Entry<?>> find(String action) {
        return Optional.ofNullable(byName.get(action));
    }
}
