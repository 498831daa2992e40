package io.gatehouse.kit.actions;

import io.gatehouse.awsquery.AwsApi;
import io.gatehouse.awsquery.AwsQuery;
import io.gatehouse.awsquery.AwsXml;
import io.gatehouse.awsquery.Operation;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.inbound.Failures;
import io.gatehouse.kit.inbound.HttpAnswer;
import io.gatehouse.kit.inbound.Inbound;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code POST /} of an owning service: an AWS Query form, to the handler of its action, to XML. Not
 * installed in a service that has no {@link ActionSet}.
 */
@ApplicationScoped
public class ActionsEndpoint {

    private final Inbound inbound;
    private final List<ActionSet> sets;
    private final List<RepeatedWrites> repeated;
    private final Actions actions = new Actions();
    private final AwsQuery query = new AwsQuery();

    /**
     * @param repeated one in services that write
     */
    public ActionsEndpoint(
            Inbound inbound, @All List<ActionSet> sets, @All List<RepeatedWrites> repeated) {
        this.inbound = inbound;
        this.sets = sets;
        this.repeated = repeated;
    }

    /** Asked once, at start. */
    public void install(@Observes Router router) {
        sets.forEach(set -> set.registerOn(actions));
        if (!sets.isEmpty()) {
            router.post("/").handler(this::accept);
        }
    }

    /** What this service answers. */
    public Actions actions() {
        return actions;
    }

    private void accept(RoutingContext routing) {
        AtomicReference<AwsApi> api = new AtomicReference<>(AwsApi.IAM);
        inbound.accept(
                routing,
                body -> {
                    AwsQuery.Reading reading = query.read(body);
                    api.set(reading.api());
                    return reading;
                },
                AwsQuery.Reading::boundAction,
                this::handle,
                (failure, requestId) ->
                        error(
                                Objects.requireNonNull(api.get()),
                                Failures.refusalOf(failure, requestId),
                                requestId));
    }

    private Uni<HttpAnswer> handle(AwsQuery.Reading reading, Call call) {
        return switch (reading) {
            case AwsQuery.Reading.Refused refused ->
                    Uni.createFrom().failure(new RefusedException(refused.refusal()));
            case AwsQuery.Reading.Accepted accepted -> handle(accepted, call);
        };
    }

    private Uni<HttpAnswer> handle(AwsQuery.Reading.Accepted accepted, Call call) {
        Operation operation = accepted.operation();
        Actions.Entry<?> entry = actions.find(operation.name()).orElse(null);
        if (entry == null) {
            return Uni.createFrom()
                    .failure(
                            RefusedException.of(
                                    ErrorCode.INVALID_ACTION,
                                    "The action %s is not available.".formatted(operation.name())));
        }
        return entry.isWrite() && !repeated.isEmpty()
                ? repeated.getFirst().answer(call, () -> handle(accepted, entry, call))
                : handle(accepted, entry, call);
    }

    private static Uni<HttpAnswer> handle(
            AwsQuery.Reading.Accepted accepted, Actions.Entry<?> entry, Call call) {
        Operation operation = accepted.operation();
        return entry.handle(accepted.request(), call)
                .map(written ->
                        new HttpAnswer(
                                200,
                                AwsXml.CONTENT_TYPE,
                                AwsXml.answer(operation, written.response(), call.requestId()),
                                written.revision()));
    }

    private static HttpAnswer error(AwsApi api, Refusal refusal, String requestId) {
        return new HttpAnswer(
                refusal.code().httpStatus(),
                AwsXml.CONTENT_TYPE,
                AwsXml.error(api, refusal, requestId));
    }
}
