package io.gatehouse.authz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.authz.client.Answer.Allowed;
import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.Answer.Unanswered;
import io.gatehouse.authz.client.BatchingAuthorizer.Batching;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.authz.client.RetryingAuthorizer.Retries;
import io.gatehouse.authz.v1.Header;
import io.gatehouse.authz.v1.SignedRequest;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Revision;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Each of the authorizers that add one thing, over one that answers as it is told. */
class AuthorizersTest {

    private static final Answer YES = new Allowed(Revision.NONE, false);
    private static final Retries QUICK = new Retries(3, Duration.ofMillis(1), Duration.ofMillis(4));

    private final FakeAuthorizer fake = new FakeAuthorizer(_ -> YES);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void nobody_reached_is_asked_again_until_somebody_answers() {
        fake.first(_ -> unanswered(Cause.UNAVAILABLE)).first(_ -> unanswered(Cause.UNAVAILABLE));
        assertThat(retrying(QUICK).checkBlocking(question("s3:Get"))).isEqualTo(YES);
        assertThat(fake.times()).isEqualTo(3);
    }

    @Test
    void after_the_last_try_it_is_still_no_yes() {
        FakeAuthorizer away = new FakeAuthorizer(_ -> unanswered(Cause.UNAVAILABLE));
        Authorizer retrying =
                new RetryingAuthorizer(away, QUICK, Duration.ofSeconds(1), nanos::get);
        assertThat(retrying.checkBlocking(question("s3:Get")).isAllowed()).isFalse();
        assertThat(away.times()).isEqualTo(4);
    }

    @Test
    void what_is_no_use_to_ask_again_is_not_asked_again() {
        for (Cause cause : Cause.values()) {
            if (cause != Cause.UNAVAILABLE) {
                FakeAuthorizer once = new FakeAuthorizer(_ -> unanswered(cause));
                new RetryingAuthorizer(once, QUICK, Duration.ofSeconds(1), nanos::get)
                        .checkBlocking(question("s3:Get"));
                assertThat(once.times()).as("%s", cause).isEqualTo(1);
            }
        }
    }

    @Test
    void all_tries_together_take_no_longer_than_the_deadline() {
        fake.first(_ -> {
            nanos.addAndGet(Duration.ofMillis(80).toNanos());
            return unanswered(Cause.UNAVAILABLE);
        });
        fake.first(_ -> {
            nanos.addAndGet(Duration.ofMillis(30).toNanos());
            return unanswered(Cause.UNAVAILABLE);
        });
        Answer answer =
                retrying(QUICK)
                        .checkBlocking(question("s3:Get").withDeadline(Duration.ofMillis(100)));
        assertThat(answer.isAllowed()).isFalse();
        assertThat(fake.times()).isEqualTo(2);
        assertThat(fake.asked.get(1).getFirst().deadline().orElseThrow())
                .isLessThan(Duration.ofMillis(21));
    }

    @Test
    void of_many_questions_those_that_nobody_answered_are_asked_again() {
        fake.first(question ->
                question.action().name().equals("B") ? unanswered(Cause.UNAVAILABLE) : YES);
        List<Answer> answers =
                retrying(QUICK)
                        .checkAll(List.of(question("s:A"), question("s:B"), question("s:C")))
                        .await()
                        .indefinitely();
        assertThat(answers).containsOnly(YES).hasSize(3);
        assertThat(fake.asked.get(1))
                .extracting(question -> question.action().name())
                .containsExactly("B");
    }

    @Test
    void questions_of_many_go_together_and_each_gets_its_own_answer() {
        FakeAuthorizer byName =
                new FakeAuthorizer(
                        question -> new Unanswered(Cause.FAULT, question.action().name()));
        Authorizer batching =
                new BatchingAuthorizer(byName, new Batching(Duration.ofMillis(50), 40));
        List<Uni<Answer>> asked =
                IntStream.range(0, 100).mapToObj(i -> batching.check(question("s:A" + i))).toList();
        List<Answer> answers = Uni.join().all(asked).andFailFast().await().indefinitely();
        for (int i = 0; i < 100; i++) {
            assertThat(answers.get(i)).isEqualTo(new Unanswered(Cause.FAULT, "A" + i));
        }
        assertThat(byName.asked).allMatch(batch -> batch.size() <= 40);
        assertThat(byName.times()).isEqualTo(3);
    }

    @Test
    void questions_that_want_another_deadline_go_apart() {
        Authorizer batching = new BatchingAuthorizer(fake, new Batching(Duration.ofMillis(20), 40));
        Uni<List<Answer>> both =
                Uni.join()
                        .all(
                                batching.check(question("s:A")),
                                batching.check(question("s:B").withDeadline(Duration.ofDays(1))))
                        .andFailFast();
        assertThat(both.await().indefinitely()).containsExactly(YES, YES);
        assertThat(fake.times()).isEqualTo(2);
    }

    @Test
    void only_who_is_told_so_allows_what_nobody_answered_and_never_a_wrong_question() {
        List<String> told = new ArrayList<>();
        FakeAuthorizer away = new FakeAuthorizer(_ -> unanswered(Cause.UNAVAILABLE));
        assertThat(away.checkBlocking(question("s:A")).isAllowed()).isFalse();
        Authorizer lenient =
                new AllowingWhenUnanswered(
                        away,
                        Set.of(Cause.UNAVAILABLE),
                        (question, _) -> told.add(question.action().toString()));
        assertThat(lenient.checkBlocking(question("s:A")).isAllowed()).isTrue();
        assertThat(told).containsExactly("s:A");
        FakeAuthorizer late = new FakeAuthorizer(_ -> unanswered(Cause.DEADLINE));
        assertThat(
                        new AllowingWhenUnanswered(late, Set.of(Cause.UNAVAILABLE), (_, _) -> {})
                                .checkBlocking(question("s:A"))
                                .isAllowed())
                .isFalse();
        assertThatThrownBy(
                        () -> new AllowingWhenUnanswered(fake, Set.of(Cause.INVALID), (_, _) -> {}))
                .hasMessageContaining("can never become a yes");
    }

    @Test
    void a_span_says_what_was_asked_and_answered_and_not_of_whom() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        List<SpanData> all;
        try (OpenTelemetrySdk telemetry =
                OpenTelemetrySdk.builder()
                        .setTracerProvider(
                                SdkTracerProvider.builder()
                                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                        .build())
                        .build()) {
            Authorizer tracing =
                    new TracingAuthorizer(fake.first(_ -> unanswered(Cause.DEADLINE)), telemetry);
            tracing.checkBlocking(question("s3:Get"));
            tracing.checkBlocking(question("s3:Get"));
            all = spans.getFinishedSpanItems();
        }
        assertThat(all).extracting(SpanData::getName).containsOnly("gatehouse check").hasSize(2);
        assertThat(attribute(all.get(0), "gatehouse.unanswered")).isEqualTo("DEADLINE");
        assertThat(attribute(all.get(1), "gatehouse.decision")).isEqualTo("Allowed");
        assertThat(attribute(all.get(1), "gatehouse.action")).isEqualTo("s3:Get");
        assertThat(all.toString()).doesNotContain("user/bob").doesNotContain("arn:aws:s3");
    }

    @Test
    void a_signed_request_is_handed_on_as_it_was_received_and_not_shown() {
        PermissionQuestion question =
                question("orders:Read")
                        .withPrincipal(
                                new Asked.BySignedRequest(
                                        "GET",
                                        "/orders/7?x=%2F",
                                        List.of(
                                                Map.entry("Host", "orders"),
                                                Map.entry("Authorization", "AWS4 secret")),
                                        "e3b0"));
        SignedRequest sent = CheckMessages.request(question).getPrincipal().getSignedRequest();
        assertThat(sent.getUri()).isEqualTo("/orders/7?x=%2F");
        assertThat(sent.getHeadersList())
                .extracting(Header::getName)
                .containsExactly("Host", "Authorization");
        assertThat(sent.getBodySha256()).isEqualTo("e3b0");
        assertThat(question.toString()).doesNotContain("secret");
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private Authorizer retrying(Retries retries) {
        return new RetryingAuthorizer(fake, retries, Duration.ofSeconds(1), nanos::get);
    }

    private static PermissionQuestion question(String action) {
        return PermissionQuestion.of(
                "arn:aws:iam::111111111111:user/bob", ActionName.parse(action), "arn:aws:s3:::b/k");
    }

    private static Answer unanswered(Cause cause) {
        return new Unanswered(cause, "told so");
    }
}
