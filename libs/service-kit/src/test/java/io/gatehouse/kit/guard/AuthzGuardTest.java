package io.gatehouse.kit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.InternalTokens;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.KeyRing;
import io.gatehouse.kit.keys.NamedKey;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** DESIGN 6, failure table: what the guard makes of each answer of authz-service. */
class AuthzGuardTest {

    private static final ActionName CREATE_USER = new ActionName("iam", "CreateUser");
    private static final String BOB = "arn:aws:iam::111111111111:user/bob";
    private static final Revision SEEN =
            Revision.of(new LogPosition(new AccountId("111111111111"), LogName.IDENTITY, "e", 4));
    private static final Answer ALLOWED = new Answer.Allowed(SEEN, false);
    private static final Answer ALLOWED_BY_STALE = new Answer.Allowed(SEEN, true);
    private static final Answer DENIED =
            new Answer.Denied(
                    false, "identity", "User: x is not authorized", List.of(), SEEN, false);

    private static final EncodedDenials DENIALS =
            new EncodedDenials(() ->
                    new KeyRing(
                            KeyPurpose.INTERNAL, List.of(new NamedKey("2026-11", new byte[32]))));

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<PermissionQuestion> asked = new ArrayList<>();
    private final Guard guard =
            new AuthzGuard(
                    question -> {
                        asked.add(question);
                        return Uni.createFrom().item(answers.removeFirst());
                    },
                    "us-east-1",
                    DENIALS,
                    Clock.fixed(Instant.parse("2026-11-23T20:00:00.5Z"), ZoneOffset.UTC));

    private static Call call(Caller caller, Revision heads) {
        return new Call(caller, "request-1", "192.0.2.7", "aws-cli/2", true, heads);
    }

    private Admission require(Revision heads, Answer... given) {
        answers.addAll(List.of(given));
        return guard.require(
                        call(InternalTokens.ALICE, heads), CREATE_USER, BOB, ContextKeys.none())
                .await()
                .indefinitely();
    }

    private ErrorCode refusal(Revision heads, Answer... given) {
        return catchThrowableOfType(RefusedException.class, () -> require(heads, given))
                .refusal()
                .code();
    }

    private static Answer unanswered(Cause cause) {
        return new Answer.Unanswered(cause, "");
    }

    @Test
    void an_allowed_caller_is_admitted_at_the_heads() {
        assertThat(require(SEEN, ALLOWED)).isEqualTo(new Admission(SEEN, false));
        assertThat(asked.getFirst().atLeast()).isEqualTo(SEEN);
    }

    @Test
    void a_denied_caller_gets_the_sentence_of_aws() {
        assertThatThrownBy(() -> require(SEEN, DENIED))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "AccessDenied: User: x is not authorized"
                                + " Encoded authorization failure message: ");
    }

    @Test
    void the_message_of_a_denial_is_decoded_within_its_account_alone() {
        answers.add(DENIED);
        RefusedException denied =
                catchThrowableOfType(
                        RefusedException.class,
                        () ->
                                guard.require(
                                                call(InternalTokens.ALICE, Revision.NONE),
                                                CREATE_USER,
                                                BOB,
                                                ContextKeys.none().with("iam:PolicyARN", "p"))
                                        .await()
                                        .indefinitely());
        String message = denied.refusal().message();
        String encoded = message.substring(message.lastIndexOf(' ') + 1);
        AccountId own = InternalTokens.ALICE.account();

        assertThat(DENIALS.decoded(own, encoded).orElseThrow())
                .contains("\"allowed\":false", "\"explicitDeny\":false")
                .contains("iam:CreateUser", BOB, "iam:PolicyARN", "192.0.2.7");
        assertThat(DENIALS.decoded(new AccountId("222222222222"), encoded)).isEmpty();
        assertThat(DENIALS.decoded(own, encoded.substring(1))).isEmpty();
        assertThat(DENIALS.decoded(own, "not base64!")).isEmpty();
    }

    @Test
    void heads_not_reached_are_decided_by_the_snapshot_at_hand_and_noted() {
        for (Cause late : List.of(Cause.NOT_YET, Cause.DEADLINE)) {
            assertThat(require(SEEN, unanswered(late), ALLOWED))
                    .isEqualTo(new Admission(SEEN, true));
            assertThat(asked.getLast().atLeast()).isEqualTo(Revision.NONE);
        }
        assertThat(refusal(SEEN, unanswered(Cause.NOT_YET), DENIED))
                .isEqualTo(ErrorCode.ACCESS_DENIED);
    }

    @Test
    void a_stale_snapshot_does_not_stand_in_for_the_heads() {
        assertThat(refusal(SEEN, unanswered(Cause.NOT_YET), ALLOWED_BY_STALE))
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void nobody_is_admitted_without_a_decision() {
        assertThat(refusal(SEEN, unanswered(Cause.UNAVAILABLE)))
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal(Revision.NONE, unanswered(Cause.DEADLINE)))
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal(SEEN, unanswered(Cause.NOT_YET), unanswered(Cause.DEADLINE)))
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        for (Cause ours : List.of(Cause.INVALID, Cause.NOT_PERMITTED, Cause.FAULT)) {
            assertThatThrownBy(() -> require(SEEN, unanswered(ours)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void the_request_itself_gives_the_common_keys_and_an_action_cannot_replace_them() {
        answers.add(ALLOWED);
        ContextKeys keys =
                ContextKeys.none()
                        .with("AWS:SourceIp", "10.0.0.1")
                        .with("iam:PolicyARN", "arn:aws:iam::aws:policy/x")
                        .withRequestTags(Map.of("team", "red"));
        guard.require(call(InternalTokens.ALICE, SEEN), CREATE_USER, "*", keys)
                .await()
                .indefinitely();
        PermissionQuestion question = asked.getFirst();
        assertThat(question.resourceAccount()).contains("111111111111");
        assertThat(question.requestId()).isEqualTo("request-1");
        assertThat(question.context())
                .containsEntry("aws:SecureTransport", List.of("true"))
                .containsEntry("aws:UserAgent", List.of("aws-cli/2"))
                .containsEntry("aws:CurrentTime", List.of("2026-11-23T20:00:00Z"))
                .containsEntry("aws:EpochTime", List.of("1795464000"))
                .containsEntry("iam:PolicyARN", List.of("arn:aws:iam::aws:policy/x"))
                .containsEntry("aws:RequestTag/team", List.of("red"))
                .containsEntry("aws:TagKeys", List.of("team"));
        assertThat(question.context().entrySet())
                .filteredOn(entry -> entry.getKey().equalsIgnoreCase("aws:sourceip"))
                .extracting(Map.Entry::getValue)
                .containsExactly(List.of("192.0.2.7"));
    }

    @Test
    void no_tags_leave_their_keys_absent() {
        assertThat(ContextKeys.none().withRequestTags(Map.of()).values()).isEmpty();
    }

    @Test
    void a_session_is_asked_about_by_its_token() {
        answers.add(ALLOWED);
        AccountId account = new AccountId("111111111111");
        Caller role =
                new Caller.AssumedRole(
                        account,
                        Arn.sts(account, "assumed-role/r/s"),
                        "AROAAAAAAAAAAAAAAAAAA",
                        "ASIAAAAAAAAAAAAAAAAA",
                        List.of(),
                        new SessionToken("the-token"));
        guard.require(call(role, SEEN), CREATE_USER, BOB, ContextKeys.none())
                .await()
                .indefinitely();
        assertThat(asked.getFirst().principal()).isEqualTo(new Asked.BySessionToken("the-token"));
    }
}
