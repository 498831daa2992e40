package io.gatehouse.kit.call;

import static io.gatehouse.kit.call.InternalTokens.ALICE;
import static io.gatehouse.kit.call.InternalTokens.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** DESIGN 4: bound to one audience, action, body hash and request id; 60 seconds. */
class InternalTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

    private final InternalTokens tokens = new InternalTokens("k1");
    private final TokenBinding bound = binding("iam:CreateUser", "Action=CreateUser");
    private final String token = tokens.token(ALICE, bound, at(NOW));

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private Call verify(String shown, TokenBinding wanted, Instant now) {
        return new InternalTokenVerifier(tokens.keys(), at(now))
                .verify(shown, wanted, Revision.NONE)
                .await()
                .indefinitely();
    }

    private ErrorCode refusal(String shown, TokenBinding wanted, Instant now) {
        return catchThrowableOfType(RefusedException.class, () -> verify(shown, wanted, now))
                .refusal()
                .code();
    }

    @Test
    void a_token_says_who_calls_and_from_where() {
        Call call = verify(token, bound, NOW.plusSeconds(59));
        assertThat(call)
                .isEqualTo(
                        new Call(
                                ALICE, "request-1", "192.0.2.7", "aws-cli/2", true, Revision.NONE));
    }

    @Test
    void every_kind_of_caller_comes_back_whole() {
        AccountId account = new AccountId("111111111111");
        List<Arn> chain = List.of(Arn.parse("arn:aws:iam::111111111111:user/alice"));
        for (Caller caller :
                List.of(
                        new Caller.Root(account, "AKIAAAAAAAAAAAAAAAAB"),
                        ALICE,
                        new Caller.AssumedRole(
                                account,
                                Arn.sts(account, "assumed-role/r/s"),
                                "AROAAAAAAAAAAAAAAAAAA",
                                "ASIAAAAAAAAAAAAAAAAA",
                                chain,
                                new SessionToken("t1")),
                        new Caller.FederatedUser(
                                account,
                                Arn.sts(account, "federated-user/f"),
                                "111111111111:f",
                                "ASIAAAAAAAAAAAAAAAAB",
                                chain,
                                new SessionToken("t2")))) {
            String issued = tokens.token(caller, bound, at(NOW));
            assertThat(verify(issued, bound, NOW).caller()).isEqualTo(caller);
        }
    }

    @Test
    void a_token_is_good_for_nothing_else() {
        for (TokenBinding other :
                List.of(
                        binding("iam:DeleteUser", "Action=CreateUser"),
                        binding("iam:CreateUser", "Action=CreateUser&UserName=eve"),
                        new TokenBinding(
                                "policy", bound.action(), bound.bodySha256(), bound.requestId()),
                        new TokenBinding(
                                bound.audience(),
                                bound.action(),
                                bound.bodySha256(),
                                "request-2"))) {
            assertThat(refusal(token, other, NOW)).isEqualTo(ErrorCode.ACCESS_DENIED);
        }
    }

    @Test
    void a_token_ends_after_sixty_seconds_and_does_not_start_early() {
        assertThat(refusal(token, bound, NOW.plusSeconds(60))).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal(token, bound, NOW.minus(Duration.ofSeconds(6))))
                .isEqualTo(ErrorCode.ACCESS_DENIED);
    }

    @Test
    void another_key_of_the_same_name_does_not_sign_for_us() {
        String forged = new InternalTokens("k1").token(ALICE, bound, at(NOW));
        assertThat(refusal(forged, bound, NOW)).isEqualTo(ErrorCode.ACCESS_DENIED);
        String unknown = new InternalTokens("k2").token(ALICE, bound, at(NOW));
        assertThat(refusal(unknown, bound, NOW)).isEqualTo(ErrorCode.ACCESS_DENIED);
    }

    @Test
    void an_unsigned_a_garbled_or_no_token_is_refused() {
        String unsigned =
                new PlainJWT(new JWTClaimsSet.Builder().issuer("identity").build()).serialize();
        assertThat(refusal(unsigned, bound, NOW)).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal("a.b.c", bound, NOW)).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal("", bound, NOW)).isEqualTo(ErrorCode.MISSING_AUTHENTICATION_TOKEN);
        String changed = token.substring(0, token.length() - 3) + "AAA";
        assertThat(refusal(changed, bound, NOW)).isEqualTo(ErrorCode.ACCESS_DENIED);
    }
}
