package io.gatehouse.benchmarks.authz;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.InlinePolicy;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes beside the checks: users of an account that nobody else asks about get an inline policy
 * and lose it, by turns, one fact a number. Thread-safe.
 */
final class Changes {

    static final String ACCOUNT = "900000000001";
    private static final int USERS = 100;
    private static final AccountId OWNER = new AccountId(ACCOUNT);
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"svc1:GetObject",
             "Resource":"arn:aws:svc1:eu-west-1:900000000001:own/*"}}\
            """;

    private final FactsOnKafka facts;
    private final FactRecords policy;
    private long number;

    Changes(FactsOnKafka facts, FactMac mac) {
        this.facts = facts;
        this.policy = new FactRecords(LogName.POLICY, mac);
        FactRecords identity = new FactRecords(LogName.IDENTITY, mac);
        List<Fact.Builder> first = new ArrayList<>();
        first.add(Fact.newBuilder().setAccountFact(AccountFact.getDefaultInstance()));
        for (int i = 0; i < USERS; i++) {
            first.add(
                    Fact.newBuilder()
                            .setUser(
                                    UserFact.newBuilder()
                                            .setId(id(i))
                                            .setName("u" + i)
                                            .setPath("/")));
        }
        facts.sendAll(identity.of(placement(LogName.IDENTITY, 1), first));
    }

    private static String id(int user) {
        return "AIDA%017d".formatted(user);
    }

    private static FactPlacement placement(LogName log, long number) {
        return new FactPlacement(
                new LogPosition(OWNER, log, "e1", number),
                number - 1,
                Revision.NONE,
                Instant.now());
    }

    /** Publishes so many a second, on a thread of its own, until it is closed. */
    Flow flowing(double perSecond) {
        return new Flow(perSecond);
    }

    /** A flow of changes. */
    final class Flow implements AutoCloseable {
        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("changes").daemon().factory());

        private Flow(double perSecond) {
            var _ =
                    thread.scheduleAtFixedRate(
                            Changes.this::next, 0, (long) (1e9 / perSecond), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            thread.close();
        }
    }

    private synchronized void next() {
        number++;
        PrincipalPoliciesFact.Builder held =
                PrincipalPoliciesFact.newBuilder().setPrincipalId(id(user()));
        if (isAllowed()) {
            held.addInline(InlinePolicy.newBuilder().setName("own").setDocument(DOCUMENT));
        }
        facts.sendAll(
                policy.of(
                        placement(LogName.POLICY, number),
                        List.of(Fact.newBuilder().setPrincipalPolicies(held))));
    }

    private int user() {
        return (int) (number % USERS);
    }

    private boolean isAllowed() {
        return number / USERS % 2 == 0;
    }

    synchronized long count() {
        return number;
    }

    /** The user of the last change. */
    synchronized String lastUser() {
        return "arn:aws:iam::" + ACCOUNT + ":user/u" + user();
    }

    /** Whether the last change allowed {@code svc1:GetObject} to the user's own. */
    synchronized boolean lastAllowed() {
        return isAllowed();
    }
}
