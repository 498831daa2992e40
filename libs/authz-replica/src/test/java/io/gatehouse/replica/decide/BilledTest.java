package io.gatehouse.replica.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.RoleFact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotReports;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who is billed for a decision; every decision is counted before it is answered. */
class BilledTest {

    private static final String DIGITS = "123456789012";
    private static final String OTHER = "999999999999";
    private static final FactMac MAC = new FactMac(Map.of("k1", new byte[32]));
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String IAM = "arn:aws:iam::" + DIGITS + ":";

    private final List<String> counted = new ArrayList<>();
    private final Snapshot snapshot =
            new Snapshot(new FactReader(MAC), new Nothing(), InstantSource.fixed(NOW));
    private final Decisions decisions =
            new Decisions(
                    new Freshness(
                            new CurrentSnapshot(),
                            new Freshness.Limits(Duration.ofDays(1), Duration.ofDays(2), false),
                            NOW));

    @BeforeEach
    void an_account_with_a_user_and_a_role() {
        new FactRecords(LogName.IDENTITY, MAC)
                .of(
                        new FactPlacement(
                                new LogPosition(new AccountId(DIGITS), LogName.IDENTITY, "e1", 1),
                                0,
                                Revision.NONE,
                                NOW),
                        List.of(
                                Fact.newBuilder().setAccountFact(AccountFact.getDefaultInstance()),
                                Fact.newBuilder()
                                        .setUser(
                                                UserFact.newBuilder()
                                                        .setId("AIDABOBXXXXXXXXXX")
                                                        .setName("bob")
                                                        .setPath("/team/")),
                                Fact.newBuilder()
                                        .setRole(
                                                RoleFact.newBuilder()
                                                        .setId("AROAOPSXXXXXXXXXX")
                                                        .setName("ops")
                                                        .setPath("/"))))
                .forEach(snapshot::apply);
        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                snapshot.caughtUp(log, partition);
            }
        }
    }

    @Test
    void the_principal_s_account_is_billed_by_unique_id() {
        ask(IAM + "user/team/bob", "s3:GetObject", OTHER);
        ask(IAM + "root", "s3:GetObject", OTHER);
        ask("arn:aws:sts::" + DIGITS + ":assumed-role/ops/night", "iam:ListUsers", OTHER);
        assertThat(counted)
                .containsExactly(
                        DIGITS + " AIDABOBXXXXXXXXXX s3 GetObject " + NOW.getEpochSecond(),
                        DIGITS + " " + DIGITS + " s3 GetObject " + NOW.getEpochSecond(),
                        DIGITS + " AROAOPSXXXXXXXXXX iam ListUsers " + NOW.getEpochSecond());
    }

    @Test
    void without_an_account_of_its_own_the_resource_s_is_billed() {
        ask("*", "s3:GetObject", OTHER);
        ask("lambda.amazonaws.com", "s3:GetObject", DIGITS);
        assertThat(counted)
                .containsExactly(
                        OTHER + " anonymous s3 GetObject " + NOW.getEpochSecond(),
                        DIGITS + " lambda.amazonaws.com s3 GetObject " + NOW.getEpochSecond());
    }

    @Test
    void a_name_that_nobody_has_is_unknown_and_an_account_that_is_none_is_nobody_s() {
        ask(IAM + "user/eve", "s3:GetObject", DIGITS);
        ask("arn:aws:iam::" + OTHER + ":user/eve", "s3:GetObject", DIGITS);
        assertThat(counted)
                .containsExactly(
                        DIGITS + " unknown s3 GetObject " + NOW.getEpochSecond(),
                        "- unknown s3 GetObject " + NOW.getEpochSecond());
    }

    @Test
    void what_gets_no_decision_is_not_counted() {
        assertThatThrownBy(() -> ask(IAM + "user/team/bob", "no-colon", DIGITS))
                .isInstanceOf(CheckRefusedException.class);
        assertThat(counted).isEmpty();
    }

    private void ask(String principal, String action, String resourceAccount) {
        var _ =
                decisions.decide(
                        snapshot.view(),
                        CheckRequest.newBuilder()
                                .setPrincipal(Principal.newBuilder().setArn(principal))
                                .setAction(action)
                                .setResource("arn:aws:s3:::b/k")
                                .setResourceAccount(resourceAccount)
                                .build(),
                        NOW,
                        (account, id, service, name, second) ->
                                counted.add(
                                        "%s %s %s %s %d"
                                                .formatted(account, id, service, name, second)));
    }

    private static final class Nothing implements SnapshotReports {
        @Override
        public void refused(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void gap(LogId log, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void unreadable(LogId log, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void repaired(LogId log) {}
    }
}
