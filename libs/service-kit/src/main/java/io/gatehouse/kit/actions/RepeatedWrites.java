package io.gatehouse.kit.actions;

import io.gatehouse.awsquery.AwsXml;
import io.gatehouse.awsquery.Operation;
import io.gatehouse.eventstore.FirstAnswers;
import io.gatehouse.eventstore.FirstAnswers.Found;
import io.gatehouse.eventstore.InvocationKey;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.inbound.HttpAnswer;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.jboss.logging.Logger;

import software.amazon.awssdk.awscore.AwsResponse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A write that a client repeats under the same invocation within ten minutes is carried out once,
 * and each repetition gets the first answer. Answers are sealed: some hold secrets. Refusals are
 * not kept: a repetition is judged again. Safe for all threads.
 */
public final class RepeatedWrites {

    private static final Logger LOG = Logger.getLogger(RepeatedWrites.class);
    private static final Duration CLEANED_EVERY = Duration.ofMinutes(1);

    /** The first request is answering at this very moment, or its process died in it. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int PAUSES = 20;

    private final FirstAnswers answers;
    private final Sealer sealer;
    private final AtomicLong nextCleaning = new AtomicLong(System.nanoTime());

    /**
     * @param sealer under keys that no other service has
     */
    public RepeatedWrites(FirstAnswers answers, Sealer sealer) {
        this.answers = answers;
        this.sealer = sealer;
    }

    /** What tells this request from others; empty where the client does not name it. */
    public static Optional<InvocationKey> keyOf(Call call) {
        return call.invocation()
                .map(invocation ->
                        InvocationKey.of(
                                call.caller().arn().toString(),
                                call.caller().principalId(),
                                invocation.action(),
                                invocation.bodySha256(),
                                invocation.id()));
    }

    /**
     * Keeps the answer in the transaction of the write, as every write must whose answer cannot be
     * worked out again.
     */
    public Uni<Void> keep(SqlClient sql, Call call, Operation operation, AwsResponse answer) {
        return keyOf(call)
                .map(key ->
                        FirstAnswers.keep(
                                sql,
                                key,
                                call.requestId(),
                                seal(key, AwsXml.answer(operation, answer, call.requestId()))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** The first answer of that invocation, or else what {@code write} gives, which is kept. */
    Uni<HttpAnswer> answer(Call call, Supplier<Uni<HttpAnswer>> write) {
        Optional<InvocationKey> known = keyOf(call);
        if (known.isEmpty()) {
            return write.get();
        }
        InvocationKey key = known.get();
        Uni<HttpAnswer> answer =
                answers.find(key)
                        .chain(found ->
                                found instanceof Found.Nothing
                                        ? first(call, key, write)
                                        : repeated(call, key, found, PAUSES));
        Context context = Vertx.currentContext();
        return context == null
                ? answer
                : answer.emitOn(command -> context.runOnContext(_ -> command.run()));
    }

    private Uni<HttpAnswer> first(Call call, InvocationKey key, Supplier<Uni<HttpAnswer>> write) {
        return write.get()
                .onItem()
                .transformToUni(answer -> added(call, key, answer))
                .onFailure()
                .recoverWithUni(failure -> carriedOutMeanwhile(call, key, failure));
    }

    private Uni<HttpAnswer> added(Call call, InvocationKey key, HttpAnswer answer) {
        clean();
        return answers.add(key, call.requestId(), seal(key, answer.body()))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(
                                "request %s: its answer could not be kept: %s",
                                call.requestId(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWith(answer);
    }

    /** A write that failed because the same one came first is answered as that one was. */
    private Uni<HttpAnswer> carriedOutMeanwhile(Call call, InvocationKey key, Throwable failure) {
        return answers.find(key)
                .chain(found ->
                        found instanceof Found.Nothing
                                ? Uni.createFrom().failure(failure)
                                : repeated(call, key, found, PAUSES));
    }

    private Uni<HttpAnswer> repeated(Call call, InvocationKey key, Found found, int pauses) {
        return switch (found) {
            case Found.Answered(byte[] sealed) ->
                    Uni.createFrom()
                            .item(
                                    new HttpAnswer(
                                            200,
                                            AwsXml.CONTENT_TYPE,
                                            sealer.open(sealed, boundTo(key)),
                                            call.heads()));
            case Found.Unanswered _ when pauses > 0 ->
                    Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(PAUSE)
                            .chain(() -> answers.find(key))
                            .chain(again -> repeated(call, key, again, pauses - 1));
            case Found.Unanswered _, Found.Nothing _ ->
                    Uni.createFrom()
                            .failure(
                                    RefusedException.of(
                                            ErrorCode.INTERNAL_FAILURE,
                                            "The request was carried out, but its answer was"
                                                    + " lost."));
        };
    }

    private void clean() {
        long now = System.nanoTime();
        long next = nextCleaning.get();
        if (now - next >= 0 && nextCleaning.compareAndSet(next, now + CLEANED_EVERY.toNanos())) {
            answers.forgetExpired()
                    .subscribe()
                    .with(
                            _ -> {},
                            failure ->
                                    LOG.warnf(
                                            "old answers could not be deleted: %s",
                                            failure.getMessage()));
        }
    }

    private byte[] seal(InvocationKey key, byte[] answer) {
        return sealer.seal(answer, boundTo(key));
    }

    private static byte[] boundTo(InvocationKey key) {
        return ("first-answer/" + key.hex()).getBytes(StandardCharsets.UTF_8);
    }
}
