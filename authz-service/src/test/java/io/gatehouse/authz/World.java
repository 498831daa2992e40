package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.reference.ReferenceEvaluator;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.snapshot.fixtures.LogWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An account whose one user's policies change all the time, with a memory of what they were at each
 * number: so that any answer can be compared with the reference evaluator at the revision that it
 * names. Written to by one thread, asked by any.
 */
final class World {

    private static final List<String> ACTIONS = List.of("s3:GetObject", "s3:PutObject", "ec2:Run");
    private static final List<String> RESOURCES =
            List.of("arn:aws:s3:::b/one", "arn:aws:s3:::b/two", "*");
    private static final List<String> TEAMS = List.of("red", "blue");

    private final AccountId owner;
    private final String name = "bob";
    private final LogWriter identity;
    private final LogWriter policy;
    private final Relay relay;
    private final Random random;
    private final Map<Long, List<String>> written = new ConcurrentHashMap<>();
    private volatile Revision latest = Revision.NONE;

    World(String digits, Relay relay, long seed) {
        this.owner = new AccountId(digits);
        this.relay = relay;
        this.random = new Random(seed);
        this.identity = new LogWriter(owner, LogName.IDENTITY);
        this.policy = new LogWriter(owner, LogName.POLICY);
        relay.publish(identity.write(account(), user(name)));
        change();
    }

    /** Writes other policies; returns where they can be seen. */
    Revision change() {
        List<String> documents = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            documents.add(document(random));
        }
        return change(documents);
    }

    Revision change(List<String> documents) {
        var records =
                policy.writeAfter(
                        identity.revision(),
                        inline(userId(name), documents.toArray(String[]::new)));
        written.put(number(policy.revision()), List.copyOf(documents));
        relay.publish(records);
        latest = identity.revision().and(policy.revision());
        return latest;
    }

    Revision latest() {
        return latest;
    }

    CheckRequest question(Random chance) {
        CheckRequest.Builder question =
                CheckRequest.newBuilder()
                        .setPrincipal(io.gatehouse.authz.v1.Principal.newBuilder().setArn(arn()))
                        .setAction(any(ACTIONS, chance))
                        .setResource(any(RESOURCES, chance));
        if (chance.nextBoolean()) {
            question.putContext(
                    "app:team", ContextValues.newBuilder().addValues(any(TEAMS, chance)).build());
        }
        return question.build();
    }

    String accountId() {
        return owner.digits();
    }

    String arn() {
        return "arn:aws:iam::" + owner.digits() + ":user/" + name;
    }

    /** Fails where the answer is not what the reference evaluator says at its revision. */
    void verify(CheckRequest request, CheckResponse answer) {
        Decision expected = expected(request, answer);
        assertThat(answer.getDecision().name())
                .as("%s at %s", request, answer.getRevision())
                .isEqualTo(expected.name());
    }

    Decision expected(CheckRequest request, CheckResponse answer) {
        long number = number(Revision.parse(answer.getRevision()));
        List<String> documents = written.get(number);
        assertThat(documents).as("policies at %d", number).isNotNull();
        List<ReferencePolicies.Named> identityPolicies = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            identityPolicies.add(named("inline" + i, documents.get(i)));
        }
        Principal principal = new Principal.User(arn(), owner, name, new UniqueId(userId(name)));
        RequestContext.Builder context = RequestContext.builder();
        PrincipalKeys.supply(principal, context);
        request.getContextMap().forEach((key, values) -> context.put(key, values.getValuesList()));
        return ReferenceEvaluator.decide(
                        new ReferencePolicies(
                                identityPolicies,
                                List.of(),
                                null,
                                null,
                                null,
                                null,
                                PrincipalMatching.STORED),
                        AuthorizationRequest.of(
                                principal,
                                request.getAction(),
                                request.getResource(),
                                context.build()))
                .decision();
    }

    private static ReferencePolicies.Named named(String name, String document) {
        return switch (PolicyParser.read(document, PolicyKind.IDENTITY)) {
            case ParsedPolicy.Valid valid -> new ReferencePolicies.Named(name, valid.document());
            case ParsedPolicy.Invalid broken ->
                    throw new AssertionError(document + ": " + broken.first());
        };
    }

    private long number(Revision revision) {
        return revision.positions().stream()
                .filter(at -> at.owner().equals(owner) && at.log() == LogName.POLICY)
                .mapToLong(LogPosition::number)
                .findFirst()
                .orElse(0);
    }

    private static String document(Random random) {
        String condition =
                random.nextInt(3) == 0
                        ? ",\"Condition\":{\"StringEquals\":{\"app:team\":\"%s\"}}"
                                .formatted(any(TEAMS, random))
                        : "";
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"%s"%s}]}\
        """
                .formatted(
                        random.nextInt(4) == 0 ? "Deny" : "Allow",
                        random.nextInt(3) == 0 ? "s3:*" : any(ACTIONS, random),
                        random.nextInt(3) == 0 ? "arn:aws:s3:::b/*" : any(RESOURCES, random),
                        condition);
    }

    private static String any(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
