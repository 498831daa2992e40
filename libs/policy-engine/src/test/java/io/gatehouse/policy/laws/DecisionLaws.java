package io.gatehouse.policy.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Explanation;
import io.gatehouse.policy.decision.Explanation.Node;
import io.gatehouse.policy.decision.Explanation.Outcome;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.Reason;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.reference.ReferencePolicies.Named;
import io.gatehouse.policy.scenario.Scenario;
import io.gatehouse.policy.scenario.ScenarioJson;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Laws that hold whatever the policies are. */
@Tag("laws")
class DecisionLaws {

    private static final int TRIES = 2_000;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void adding_a_deny_never_allows(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        ReferencePolicies policies = scenarios.policies();
        Scenario before = new Scenario(policies, scenarios.request());
        Statement deny = as(scenarios.statement(PolicyKind.IDENTITY), Effect.DENY);
        List<Named> identity = new ArrayList<>(policies.identity());
        identity.add(scenarios.below(identity.size() + 1), named("deny", deny));
        Scenario after = with(before, identity, policies.boundaries(), policies.session());
        if (!before.byEngine().isAllowed()) {
            assertThat(after.byEngine().isAllowed()).as(ScenarioJson.write(after)).isFalse();
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void order_and_duplicates_of_statements_and_policies_do_not_matter(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        ReferencePolicies policies = scenarios.policies();
        Scenario before = new Scenario(policies, scenarios.request());
        Random random = new Random(seed);
        List<Named> shuffled = new ArrayList<>();
        for (Named named : policies.identity()) {
            List<Statement> statements = new ArrayList<>(named.document().statements());
            statements.add(statements.get(random.nextInt(statements.size())));
            Collections.shuffle(statements, random);
            shuffled.add(
                    new Named(
                            named.name(),
                            new PolicyDocument(
                                    named.document().kind(),
                                    named.document().declaredVersion(),
                                    Optional.empty(),
                                    statements)));
        }
        if (!shuffled.isEmpty()) {
            shuffled.add(shuffled.getFirst());
        }
        Collections.shuffle(shuffled, random);
        Scenario after = with(before, shuffled, policies.boundaries(), policies.session());
        Verdict one = before.byEngine();
        Verdict other = after.byEngine();
        assertThat(other.decision()).as(ScenarioJson.write(after)).isEqualTo(one.decision());
        assertThat(other.layer()).isEqualTo(one.layer());
        assertThat(other.missingContextKeys())
                .containsExactlyInAnyOrderElementsOf(one.missingContextKeys());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_boundary_never_allows_more(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        ReferencePolicies policies = scenarios.policies();
        Scenario before = new Scenario(policies, scenarios.request());
        List<Named> boundaries = new ArrayList<>(policies.boundaries());
        boundaries.add(new Named("more", scenarios.document(PolicyKind.BOUNDARY, 3)));
        Scenario after = with(before, policies.identity(), boundaries, policies.session());
        if (!before.byEngine().isAllowed()) {
            assertThat(after.byEngine().isAllowed()).as(ScenarioJson.write(after)).isFalse();
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_session_policy_never_allows_more_but_to_federated_sessions(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        ReferencePolicies policies = scenarios.policies();
        Scenario some = new Scenario(policies, scenarios.request());
        Scenario without = with(some, policies.identity(), policies.boundaries(), null);
        Scenario after =
                with(
                        some,
                        policies.identity(),
                        policies.boundaries(),
                        List.of(new Named("more", scenarios.document(PolicyKind.SESSION, 3))));
        boolean federated = some.request().principal() instanceof Principal.FederatedUser;
        if (!federated && !without.byEngine().isAllowed()) {
            assertThat(after.byEngine().isAllowed()).as(ScenarioJson.write(after)).isFalse();
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_narrower_pattern_never_matches_more(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        Scenario any = new Scenario(ReferencePolicies.NONE, scenarios.request());
        String resource = scenarios.resource();
        String action = scenarios.action();
        boolean narrowed = matches(any, narrower(action, seed), narrower(resource, seed));
        if (narrowed) {
            assertThat(matches(any, action, resource))
                    .as("%s on %s, narrowed, match %s", action, resource, any.request())
                    .isTrue();
        }
    }

    /** Every wildcard that is in the last part taken as the letter that it stands for. */
    private static String narrower(String pattern, long seed) {
        if (pattern.equals("*") || pattern.contains("${")) {
            return pattern;
        }
        Random random = new Random(seed);
        int from = Math.max(0, pattern.lastIndexOf(':'));
        StringBuilder narrower = new StringBuilder(pattern.substring(0, from));
        for (char c : pattern.substring(from).toCharArray()) {
            if (c == '*' && random.nextBoolean()) {
                narrower.append(random.nextBoolean() ? "k" : "");
            } else if (c == '?' && random.nextBoolean()) {
                narrower.append('k');
            } else {
                narrower.append(c);
            }
        }
        // The literal `*` alone matches what is no ARN (SEMANTICS 2.3, 2.4): it is wider than `**`.
        return narrower.toString().equals("*") ? pattern : narrower.toString();
    }

    private static boolean matches(Scenario any, String action, String resource) {
        Statement allow =
                new Statement(
                        Optional.empty(),
                        Effect.ALLOW,
                        Optional.empty(),
                        new ActionClause.Actions(List.of(action)),
                        Optional.of(new ResourceClause.Resources(List.of(resource))),
                        List.of());
        // A denial of the same tells whether it matched, whatever else the caller would need.
        Statement deny = as(allow, Effect.DENY);
        Scenario denied = with(any, List.of(named("deny", deny)), List.of(), null);
        return denied.byEngine().decision() == Decision.EXPLICITLY_DENIED;
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void compiling_is_deterministic(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        Scenario scenario = new Scenario(scenarios.policies(), scenarios.request());
        assertThat(scenario.byEngine()).isEqualTo(scenario.byEngine());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void an_explanation_decides_as_the_decision(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        Scenario scenario = new Scenario(scenarios.policies(), scenarios.request());
        Verdict explained =
                new DecisionEngine().explain(scenario.compiled(), scenario.request()).verdict();
        assertThat(explained).isEqualTo(scenario.byEngine());
    }

    /** A trace that contradicted the verdict would be worse than none. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_trace_shows_what_the_verdict_says(@ForAll long seed) {
        Scenarios scenarios = new Scenarios(seed);
        Scenario scenario = new Scenario(scenarios.policies(), scenarios.request());
        Explanation explained =
                new DecisionEngine().explain(scenario.compiled(), scenario.request());
        Verdict verdict = explained.verdict();
        Set<String> because = new TreeSet<>();
        for (Reason reason : verdict.because()) {
            because.add(reason.policy().text() + " statement " + reason.statement());
        }
        Set<String> denies = applying(explained.trace(), ": Deny");
        switch (verdict.decision()) {
            case EXPLICITLY_DENIED -> assertThat(denies).isEqualTo(because);
            case IMPLICITLY_DENIED -> {
                assertThat(denies).isEmpty();
                assertThat(explained.trace())
                        .filteredOn(node -> node.title().equals(verdict.layer().text()))
                        .as(ScenarioJson.write(scenario))
                        .allMatch(node -> node.outcome() != Outcome.YES)
                        .hasSize(1);
            }
            case ALLOWED -> {
                assertThat(denies).isEmpty();
                assertThat(applying(explained.trace(), ": Allow")).containsAll(because);
            }
        }
    }

    /** Policy and number of the statements of an effect that the trace says apply. */
    private static Set<String> applying(List<Node> nodes, String effect) {
        Set<String> found = new TreeSet<>();
        for (Node node : nodes) {
            for (Node child : node.children()) {
                if (child.title().startsWith("statement ") && child.outcome() == Outcome.YES) {
                    if (child.title().endsWith(effect)) {
                        String number = child.title().split("[: ]")[1];
                        found.add(node.title() + " statement " + number);
                    }
                }
            }
            found.addAll(applying(node.children(), effect));
        }
        return found;
    }

    private static Statement as(Statement s, Effect effect) {
        return new Statement(
                s.sid(), effect, s.principal(), s.action(), s.resource(), s.conditions());
    }

    private static Named named(String name, Statement statement) {
        return new Named(
                name,
                new PolicyDocument(
                        PolicyKind.IDENTITY,
                        Optional.of(io.gatehouse.policy.language.LanguageVersion.V2012_10_17),
                        Optional.empty(),
                        List.of(statement)));
    }

    private static Scenario with(
            Scenario scenario, List<Named> identity, List<Named> boundaries, List<Named> session) {
        ReferencePolicies p = scenario.policies();
        return new Scenario(
                new ReferencePolicies(
                        identity,
                        boundaries,
                        session,
                        p.serviceControl(),
                        p.resourceControl(),
                        p.resource(),
                        p.matching()),
                scenario.request());
    }
}
