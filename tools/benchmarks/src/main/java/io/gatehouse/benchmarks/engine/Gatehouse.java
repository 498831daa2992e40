package io.gatehouse.benchmarks.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.reference.ReferenceEvaluator;
import io.gatehouse.policy.reference.ReferencePolicies;

import java.util.ArrayList;
import java.util.List;

/** Workload W in our own language: documents of twenty statements, one user who has them all. */
final class Gatehouse {

    private static final int STATEMENTS_PER_DOCUMENT = 20;
    static final Principal USER =
            Principal.parse("arn:aws:iam::" + Question.ACCOUNT + ":user/" + Question.USER);
    private static final AccountId ACCOUNT = new AccountId(Question.ACCOUNT);

    private Gatehouse() {}

    static List<PolicyDocument> documents(List<Rule> rules) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (int from = 0; from < rules.size(); from += STATEMENTS_PER_DOCUMENT) {
            documents.add(
                    document(
                            rules.subList(
                                    from, Math.min(rules.size(), from + STATEMENTS_PER_DOCUMENT))));
        }
        return documents;
    }

    private static PolicyDocument document(List<Rule> rules) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("Version", "2012-10-17");
        ArrayNode statements = root.putArray("Statement");
        for (Rule rule : rules) {
            ObjectNode statement = statements.addObject();
            statement.put("Effect", rule.deny() ? "Deny" : "Allow");
            ArrayNode actions = statement.putArray("Action");
            rule.actions().forEach(actions::add);
            statement.put("Resource", rule.arnPattern());
            ObjectNode condition = JsonNodeFactory.instance.objectNode();
            switch (rule.condition()) {
                case NONE -> {}
                case STAGE -> condition.putObject("StringEquals").put("svc:stage", Rule.STAGE);
                case ADDRESS -> condition.putObject("IpAddress").put("aws:SourceIp", Rule.NETWORK);
                case BEFORE_2030 ->
                        condition.putObject("DateLessThan").put("aws:CurrentTime", Rule.END);
            }
            if (!condition.isEmpty()) {
                statement.set("Condition", condition);
            }
        }
        return switch (PolicyParser.parse(root.toString(), PolicyKind.IDENTITY)) {
            case ParsedPolicy.Valid valid -> valid.document();
            case ParsedPolicy.Invalid invalid ->
                    throw new IllegalStateException(invalid.toString());
        };
    }

    static ApplicablePolicies compile(List<PolicyDocument> documents) {
        List<CompiledPolicy> compiled = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            compiled.add(CompiledPolicy.compile(documents.get(i), PolicyName.of("p" + i)));
        }
        return ApplicablePolicies.builder().identity(PolicySet.of(compiled)).build();
    }

    static RequestContext context(Question question) {
        RequestContext.Builder context =
                RequestContext.builder()
                        .put("svc:stage", question.stage())
                        .put("aws:SourceIp", question.sourceIp())
                        .put("aws:CurrentTime", question.now());
        PrincipalKeys.supply(USER, context);
        return context.build();
    }

    static AuthorizationRequest request(String action, String resource, RequestContext context) {
        return new AuthorizationRequest(USER, action, resource, ACCOUNT, context, false);
    }

    /** What the reference evaluator says to each question. */
    static List<Decision> expected(List<PolicyDocument> documents, List<Question> questions) {
        List<ReferencePolicies.Named> named = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            named.add(new ReferencePolicies.Named("p" + i, documents.get(i)));
        }
        ReferencePolicies policies =
                new ReferencePolicies(
                        named, List.of(), null, null, null, null, PrincipalMatching.FROM_REQUEST);
        List<Decision> expected = new ArrayList<>();
        for (Question question : questions) {
            expected.add(
                    ReferenceEvaluator.decide(
                                    policies,
                                    request(
                                            question.action(),
                                            question.resource(),
                                            context(question)))
                            .decision());
        }
        return expected;
    }
}
