package io.gatehouse.authz.authzen;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.PrincipalClause.Name;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One statement of a policy, as searches read it. */
record Written(Statement statement, LanguageVersion version) {

    static List<Written> of(List<CompiledPolicy> policies) {
        List<Written> all = new ArrayList<>();
        for (CompiledPolicy policy : policies) {
            for (Statement statement : policy.document().statements()) {
                all.add(new Written(statement, policy.document().version()));
            }
        }
        return all;
    }

    /** Patterns of Resource or NotResource: both name what is there. */
    List<String> resources() {
        return statement.resource().map(ResourceClause::patterns).orElse(List.of());
    }

    /** Patterns of Action or NotAction. */
    List<String> actions() {
        return statement.action().patterns();
    }

    /** Of an Allow: what it allows without naming it. */
    List<String> widerResources(Variables variables) {
        if (statement.effect() != Effect.ALLOW || statement.resource().isEmpty()) {
            return List.of();
        }
        return switch (statement.resource().get()) {
            case ResourceClause.Resources it ->
                    it.patterns().stream()
                            .filter(pattern -> variables.literal(pattern, version).isEmpty())
                            .toList();
            case ResourceClause.NotResources it ->
                    List.of("not " + String.join(", ", it.patterns()));
        };
    }

    /** Of an Allow: what it allows without naming it. */
    List<String> widerActions() {
        if (statement.effect() != Effect.ALLOW) {
            return List.of();
        }
        return switch (statement.action()) {
            case ActionClause.Actions it ->
                    it.patterns().stream()
                            .filter(action -> action.indexOf('*') >= 0 || action.indexOf('?') >= 0)
                            .toList();
            case ActionClause.NotActions it -> List.of("not " + String.join(", ", it.patterns()));
        };
    }

    /** Of an Allow: whom it lets in who is no user, role or account of this installation. */
    List<String> unregisteredPrincipals() {
        if (statement.effect() != Effect.ALLOW || statement.principal().isEmpty()) {
            return List.of();
        }
        return switch (statement.principal().get()) {
            case PrincipalClause.Principals(var names) ->
                    texts(names).filter(name -> !isRegistered(name)).toList();
            case PrincipalClause.NotPrincipals(var names) ->
                    List.of("not " + String.join(", ", texts(names).toList()));
        };
    }

    private static Stream<String> texts(PrincipalClause.Names names) {
        return switch (names) {
            case PrincipalClause.Anyone _ -> Stream.of("*");
            case PrincipalClause.Listed(var listed) -> listed.stream().map(Name::text);
        };
    }

    /** A unique id without a session, or an account: searches find those by themselves. */
    private static boolean isRegistered(String name) {
        return UniqueId.isWellFormed(name)
                || AccountId.isValid(name)
                || (Arn.isArn(name) && Arn.parse(name).resource().equals("root"));
    }
}
