package io.gatehouse.kit.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.KeyRing;
import io.gatehouse.kit.keys.NamedKey;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.AccountInKeyId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionHolder;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionLineage.Link;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.model.session.SessionTags;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class SessionTokensTest {

    private static final AccountId ACCOUNT = new AccountId("000000000042");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final ECKey KEY = key("k1");

    private JWKSet published = new JWKSet(KEY.toPublicJWK());
    private final SessionTokenIssuer issuer = new SessionTokenIssuer(() -> KEY);

    private static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionClaims claims(SessionHolder holder, SessionTags tags) {
        return new SessionClaims(
                AccountInKeyId.temporaryKey(ACCOUNT, new SecureRandom()),
                "2026-11",
                holder,
                NOW,
                NOW.plusSeconds(3600),
                new SessionLineage(
                        List.of(new Link(ACCOUNT, "AKIAEXAMPLE"), new Link(ACCOUNT, "AIDAEXAMPLE")),
                        List.of(Arn.iam(ACCOUNT, "user/alice"))),
                tags,
                new SessionPolicies(
                        Optional.of("{\"Version\":\"2012-10-17\"}"),
                        List.of(Arn.iam(ACCOUNT, "policy/limit"))),
                new SessionFacts(
                        Optional.of(NOW),
                        Optional.of("alice"),
                        Optional.of("https://id.example.org"),
                        Map.of("id.example.org:amr", List.of("pwd", "otp"))));
    }

    private static List<SessionHolder> holders() {
        UniqueId user = new UniqueId("AIDAEXAMPLEEXAMPLE");
        return List.of(
                new SessionHolder.AssumedRole(ACCOUNT, new UniqueId("AROAEXAMPLEEXAMPLE"), "s"),
                new SessionHolder.User(ACCOUNT, Optional.of(user)),
                new SessionHolder.User(ACCOUNT, Optional.empty()),
                new SessionHolder.SignedIn(ACCOUNT, Optional.of(user)),
                new SessionHolder.Federated(ACCOUNT, Optional.of(user), "fred"));
    }

    private Optional<SessionClaims> verified(String token) {
        return new SessionTokenVerifier(
                        _ -> Uni.createFrom().item(published), Clock.fixed(NOW, ZoneOffset.UTC))
                .verify(token)
                .await()
                .indefinitely();
    }

    private SessionToken token(SessionClaims claims) {
        return ((SessionTokenIssuer.Outcome.Issued) issuer.issue(claims)).token();
    }

    @Test
    void what_goes_into_a_token_comes_out() {
        SessionTags tags = new SessionTags(Map.of("Team", "red"), List.of("team"));
        for (SessionHolder holder : holders()) {
            SessionClaims claims = claims(holder, tags);

            assertThat(verified(token(claims).text())).contains(claims);
        }
    }

    @Test
    void a_token_of_another_key_or_changed_anywhere_is_not_genuine() {
        SessionClaims claims = claims(holders().getFirst(), SessionTags.NONE);
        String token = token(claims).text();
        SessionTokenIssuer other = new SessionTokenIssuer(() -> key("k1"));

        assertThat(
                        verified(
                                ((SessionTokenIssuer.Outcome.Issued) other.issue(claims))
                                        .token()
                                        .text()))
                .isEmpty();
        for (int i = 0; i < token.length() - 2; i += 37) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(verified(token.substring(0, i) + changed + token.substring(i + 1)))
                    .isEmpty();
        }
        assertThat(verified("")).isEmpty();
        assertThat(verified("x".repeat(5000))).isEmpty();
    }

    @Test
    void a_rotated_key_verifies_while_it_is_published_and_no_longer() {
        String token = token(claims(holders().getFirst(), SessionTags.NONE)).text();

        published = new JWKSet(List.of(KEY.toPublicJWK(), key("k2").toPublicJWK()));
        assertThat(verified(token)).isPresent();
        published = new JWKSet(key("k2").toPublicJWK());
        assertThat(verified(token)).isEmpty();
    }

    @Test
    void the_room_for_tags_and_policies_is_told_in_percent_and_never_exceeded() {
        Map<String, String> some = new LinkedHashMap<>();
        Random chance = new Random(1);
        int before = 0;
        for (int i = 0; ; i++) {
            some.put(
                    "key" + i,
                    Long.toHexString(chance.nextLong()) + Long.toHexString(chance.nextLong()));
            SessionClaims claims = claims(holders().getFirst(), new SessionTags(some, List.of()));
            if (issuer.issue(claims) instanceof SessionTokenIssuer.Outcome.TooLarge(int percent)) {
                assertThat(percent).isBetween(101, 110);
                assertThat(before).isBetween(95, 100);
                return;
            }
            var issued = (SessionTokenIssuer.Outcome.Issued) issuer.issue(claims);
            assertThat(issued.token().text().length()).isLessThanOrEqualTo(4096);
            assertThat(issued.packedPercent()).isBetween(before, 100);
            before = issued.packedPercent();
        }
    }

    @Test
    void a_secret_follows_from_key_and_token_and_from_the_master_key_they_name() {
        SessionSecrets secrets =
                new SessionSecrets(() ->
                        new KeyRing(
                                KeyPurpose.MASTER,
                                List.of(
                                        new NamedKey("2026-11", new byte[32]),
                                        new NamedKey("2026-12", filled()))));
        SessionClaims claims = claims(holders().getFirst(), SessionTags.NONE);
        SessionToken token = token(claims);
        UniqueId key = claims.accessKeyId();
        Optional<String> secret = secrets.secretOf("2026-11", key, token);

        assertThat(secret.orElseThrow()).hasSize(40);
        assertThat(secrets.newestKeyId()).isEqualTo("2026-12");
        assertThat(secrets.secretOf("2026-11", key, token)).isEqualTo(secret);
        assertThat(secrets.secretOf("2026-12", key, token)).isPresent().isNotEqualTo(secret);
        assertThat(secrets.secretOf("2026-11", key, new SessionToken("other")))
                .isNotEqualTo(secret);
        assertThat(secrets.secretOf("gone", key, token)).isEmpty();
    }

    private static byte[] filled() {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    @Test
    void a_temporary_key_names_its_account_as_aws_ones_do() {
        for (String digits : List.of("000000000000", "000000000042", "999999999999")) {
            UniqueId id = AccountInKeyId.temporaryKey(new AccountId(digits), new SecureRandom());
            assertThat(id.text()).startsWith("ASIA").hasSize(20);
            assertThat(AccountInKeyId.accountOf(id.text())).contains(new AccountId(digits));
        }
        // A key of AWS's documentation on its layout.
        assertThat(AccountInKeyId.accountOf("ASIAQNZGKIQY56JQ7WML"))
                .contains(new AccountId("029608264753"));
        assertThat(AccountInKeyId.accountOf("AKIAQNZGKIQY56JQ7WML")).isEmpty();
    }
}
