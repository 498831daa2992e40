package io.gatehouse.policy.laws;

import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.reference.ReferencePolicies.Named;
import io.gatehouse.policy.scenario.Scenario;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Takes away from a scenario whatever is not needed for it to fail. */
final class Smaller {

    private Smaller() {}

    static Scenario still(Scenario scenario, Predicate<Scenario> fails) {
        Scenario smallest = scenario;
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (Scenario candidate : smallerThan(smallest)) {
                if (fails.test(candidate)) {
                    smallest = candidate;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<Scenario> smallerThan(Scenario scenario) {
        List<Scenario> smaller = new ArrayList<>();
        ReferencePolicies p = scenario.policies();
        for (List<Named> identity : lists(p.identity())) {
            smaller.add(
                    with(
                            scenario,
                            identity,
                            p.boundaries(),
                            p.session(),
                            p.serviceControl(),
                            p.resourceControl(),
                            p.resource()));
        }
        for (List<Named> boundaries : lists(p.boundaries())) {
            smaller.add(
                    with(
                            scenario,
                            p.identity(),
                            boundaries,
                            p.session(),
                            p.serviceControl(),
                            p.resourceControl(),
                            p.resource()));
        }
        for (List<Named> session : nullable(p.session())) {
            smaller.add(
                    with(
                            scenario,
                            p.identity(),
                            p.boundaries(),
                            session,
                            p.serviceControl(),
                            p.resourceControl(),
                            p.resource()));
        }
        for (List<List<Named>> levels : levels(p.serviceControl())) {
            smaller.add(
                    with(
                            scenario,
                            p.identity(),
                            p.boundaries(),
                            p.session(),
                            levels,
                            p.resourceControl(),
                            p.resource()));
        }
        for (List<List<Named>> levels : levels(p.resourceControl())) {
            smaller.add(
                    with(
                            scenario,
                            p.identity(),
                            p.boundaries(),
                            p.session(),
                            p.serviceControl(),
                            levels,
                            p.resource()));
        }
        for (List<Named> resource : nullable(p.resource())) {
            smaller.add(
                    with(
                            scenario,
                            p.identity(),
                            p.boundaries(),
                            p.session(),
                            p.serviceControl(),
                            p.resourceControl(),
                            resource));
        }
        AuthorizationRequest request = scenario.request();
        request.context()
                .forEach((key, _) -> {
                    RequestContext.Builder context =
                            RequestContext.builder().putAll(request.context());
                    smaller.add(
                            new Scenario(
                                    p,
                                    new AuthorizationRequest(
                                            request.principal(),
                                            request.action(),
                                            request.resource(),
                                            request.resourceAccount(),
                                            context.remove(key).build(),
                                            request.resourcePolicyRequired())));
                });
        return smaller;
    }

    private static Scenario with(
            Scenario scenario,
            List<Named> identity,
            List<Named> boundaries,
            @Nullable List<Named> session,
            @Nullable List<List<Named>> serviceControl,
            @Nullable List<List<Named>> resourceControl,
            @Nullable List<Named> resource) {
        return new Scenario(
                new ReferencePolicies(
                        identity,
                        boundaries,
                        session,
                        serviceControl,
                        resourceControl,
                        resource,
                        scenario.policies().matching()),
                scenario.request());
    }

    private static List<@Nullable List<List<Named>>> levels(@Nullable List<List<Named>> levels) {
        List<@Nullable List<List<Named>>> smaller = new ArrayList<>();
        if (levels != null) {
            smaller.add(null);
            smaller.addAll(parts(levels, Smaller::lists));
        }
        return smaller;
    }

    private static List<@Nullable List<Named>> nullable(@Nullable List<Named> policies) {
        List<@Nullable List<Named>> smaller = new ArrayList<>();
        if (policies != null) {
            smaller.add(null);
            smaller.addAll(lists(policies));
        }
        return smaller;
    }

    private static List<List<Named>> lists(List<Named> policies) {
        return parts(
                policies,
                named ->
                        parts(named.document().statements(), Smaller::statements).stream()
                                .filter(s -> !s.isEmpty())
                                .map(s -> new Named(named.name(), with(named.document(), s)))
                                .toList());
    }

    private static PolicyDocument with(PolicyDocument document, List<Statement> statements) {
        return new PolicyDocument(
                document.kind(), document.declaredVersion(), document.id(), statements);
    }

    private static List<Statement> statements(Statement s) {
        List<Statement> smaller = new ArrayList<>();
        for (List<Condition> conditions :
                parts(
                        s.conditions(),
                        c ->
                                parts(c.values(), _ -> List.<String>of()).stream()
                                        .map(v -> new Condition(c.operator(), c.key(), v))
                                        .toList())) {
            smaller.add(
                    new Statement(
                            s.sid(),
                            s.effect(),
                            s.principal(),
                            s.action(),
                            s.resource(),
                            conditions));
        }
        if (s.resource().isPresent()) {
            for (List<String> patterns :
                    parts(s.resource().get().patterns(), _ -> List.<String>of())) {
                if (!patterns.isEmpty()) {
                    ResourceClause clause =
                            s.resource().get() instanceof ResourceClause.Resources
                                    ? new ResourceClause.Resources(patterns)
                                    : new ResourceClause.NotResources(patterns);
                    smaller.add(
                            new Statement(
                                    s.sid(),
                                    s.effect(),
                                    s.principal(),
                                    s.action(),
                                    Optional.of(clause),
                                    s.conditions()));
                }
            }
        }
        for (List<String> patterns : parts(s.action().patterns(), _ -> List.<String>of())) {
            if (!patterns.isEmpty()) {
                ActionClause clause =
                        s.action() instanceof ActionClause.Actions
                                ? new ActionClause.Actions(patterns)
                                : new ActionClause.NotActions(patterns);
                smaller.add(
                        new Statement(
                                s.sid(),
                                s.effect(),
                                s.principal(),
                                clause,
                                s.resource(),
                                s.conditions()));
            }
        }
        return smaller;
    }

    /** The list without one element, or with one element made smaller. */
    private static <T> List<List<T>> parts(List<T> list, Function<T, List<T>> smaller) {
        List<List<T>> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            List<T> without = new ArrayList<>(list);
            without.remove(i);
            parts.add(without);
        }
        for (int i = 0; i < list.size(); i++) {
            for (T instead : smaller.apply(list.get(i))) {
                List<T> with = new ArrayList<>(list);
                with.set(i, instead);
                parts.add(with);
            }
        }
        return parts;
    }
}
