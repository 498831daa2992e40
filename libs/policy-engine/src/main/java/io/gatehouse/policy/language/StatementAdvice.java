package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Json.Place;
import io.gatehouse.policy.language.PrincipalClause.Anyone;
import io.gatehouse.policy.language.PrincipalClause.Listed;
import io.gatehouse.policy.language.PrincipalClause.Principals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Warnings about whole statements that allow more than their authors probably mean. */
final class StatementAdvice {

    /** Providers that everybody may name without registering them. */
    private static final Set<String> PUBLIC_PROVIDERS =
            Set.of(
                    "accounts.google.com",
                    "cognito-identity.amazonaws.com",
                    "graph.facebook.com",
                    "www.amazon.com");

    /** Any of these says for whom a service acts. */
    private static final List<String> SOURCE_KEYS =
            List.of("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths");

    /** An action that hands out rights, and the keys by which it is held to some. */
    private record Sensitive(
            String action,
            List<String> keys,
            PolicyCheck starInResource,
            PolicyCheck starInBoth,
            PolicyCheck notResource,
            PolicyCheck starAndNotResource) {}

    private static final List<Sensitive> SENSITIVE =
            List.of(
                    new Sensitive(
                            "iam:PassRole",
                            List.of("iam:PassedToService", "iam:AssociatedResourceArn"),
                            PolicyCheck.PASS_ROLE_WITH_STAR_IN_RESOURCE,
                            PolicyCheck.PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
                            PolicyCheck.PASS_ROLE_WITH_NOT_RESOURCE,
                            PolicyCheck.PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE),
                    new Sensitive(
                            "iam:CreateServiceLinkedRole",
                            List.of("iam:AWSServiceName"),
                            PolicyCheck.CREATE_SLR_WITH_STAR_IN_RESOURCE,
                            PolicyCheck.CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
                            PolicyCheck.CREATE_SLR_WITH_NOT_RESOURCE,
                            PolicyCheck.CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE));

    private final PolicyKind kind;
    private final Problems problems;

    StatementAdvice(PolicyKind kind, Problems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    void on(Statement statement, Place place) {
        if (statement.sid().filter(String::isEmpty).isPresent()) {
            problems.warn(PolicyCheck.EMPTY_SID_VALUE, place, "the Sid is empty: leave it out");
        }
        if (statement.effect() == Effect.ALLOW) {
            switch (kind) {
                case IDENTITY, MANAGED -> {
                    SENSITIVE.forEach(sensitive -> onSensitive(sensitive, statement, place));
                    onNegations(statement, place);
                }
                case RESOURCE, TRUST -> {
                    onNegations(statement, place);
                    onPrincipals(statement, place);
                }
                // These grant nothing: what they let through, others must allow.
                case BOUNDARY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL -> {}
            }
        }
    }

    private void onSensitive(Sensitive sensitive, Statement statement, Place place) {
        if (!(statement.action() instanceof ActionClause.Actions actions)
                || hasCondition(statement, sensitive.keys())) {
            return;
        }
        String action = sensitive.action().toLowerCase(Locale.ROOT);
        boolean named = false;
        boolean covered = false;
        for (String pattern : actions.patterns()) {
            String folded = pattern.toLowerCase(Locale.ROOT);
            named |= folded.equals(action);
            covered |= Wildcards.cover(folded, action);
        }
        if (!covered) {
            return;
        }
        boolean negated =
                statement
                        .resource()
                        .filter(ResourceClause.NotResources.class::isInstance)
                        .isPresent();
        if (!negated && !coversAllRoles(statement.resource())) {
            return;
        }
        PolicyCheck check =
                negated
                        ? named ? sensitive.notResource() : sensitive.starAndNotResource()
                        : named ? sensitive.starInResource() : sensitive.starInBoth();
        problems.warn(
                check,
                place,
                "allows `%s` on roles that nobody names: name them, or add `%s`"
                        .formatted(sensitive.action(), sensitive.keys().getFirst()));
    }

    private static boolean coversAllRoles(Optional<ResourceClause> resource) {
        return resource.stream()
                .flatMap(clause -> clause.patterns().stream())
                .anyMatch(pattern ->
                        pattern.equals("*")
                                || (pattern.startsWith("arn:")
                                        && (pattern.endsWith(":*")
                                                || pattern.endsWith(":role/*"))));
    }

    private void onNegations(Statement statement, Place place) {
        boolean notAction = statement.action() instanceof ActionClause.NotActions;
        boolean notResource =
                statement
                        .resource()
                        .filter(ResourceClause.NotResources.class::isInstance)
                        .isPresent();
        boolean everywhere =
                notResource
                        || statement.resource().filter(r -> r.patterns().contains("*")).isPresent();
        if (notAction && everywhere) {
            problems.warn(
                    PolicyCheck.ALLOW_WITH_NOT_ACTION,
                    place,
                    "allows every action but these, also of services that are yet to come");
        }
        if (notResource
                && (notAction || statement.action().patterns().stream().anyMatch(Wildcards::has))) {
            problems.warn(
                    PolicyCheck.ALLOW_WITH_NOT_RESOURCE,
                    place,
                    "allows on every resource but these, also on those that are yet to come");
        }
    }

    private void onPrincipals(Statement statement, Place place) {
        if (!(statement.principal().orElse(null) instanceof Principals principals)) {
            return;
        }
        List<PrincipalClause.Name> names =
                switch (principals.names()) {
                    case Anyone _ ->
                            List.of(new PrincipalClause.Name(PrincipalClause.Type.AWS, "*"));
                    case Listed listed -> listed.names();
                };
        for (PrincipalClause.Name name : names) {
            switch (name.type()) {
                case AWS -> {
                    if (name.text().equals("*") && statement.conditions().isEmpty()) {
                        problems.warn(
                                PolicyCheck.STAR_PRINCIPAL_WITHOUT_CONDITION,
                                place,
                                "allows everyone in every account, without a condition");
                    }
                }
                case SERVICE -> {
                    if (kind == PolicyKind.RESOURCE && !hasCondition(statement, SOURCE_KEYS)) {
                        problems.warn(
                                PolicyCheck.RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL,
                                place,
                                "allows `%s` for whomever it acts: add aws:SourceArn or aws:SourceAccount"
                                        .formatted(DocumentReader.abbreviated(name.text())));
                    }
                }
                case FEDERATED -> onProvider(name.text(), statement, place);
                case CANONICAL_USER -> {}
            }
        }
    }

    /** Whoever has an account at the provider has a token of it. */
    private void onProvider(String provider, Statement statement, Place place) {
        String start = ":oidc-provider/";
        int at = provider.indexOf(start);
        String issuer = at < 0 ? provider : provider.substring(at + start.length());
        if (at < 0 && !PUBLIC_PROVIDERS.contains(provider)) {
            return;
        }
        boolean asked =
                statement.conditions().stream()
                        .anyMatch(c ->
                                c.key()
                                        .regionMatches(
                                                true, 0, issuer + ":", 0, issuer.length() + 1));
        if (!asked) {
            problems.warn(
                    PolicyCheck.MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL,
                    place,
                    "trusts every token of `%s`: add conditions on its :aud and :sub"
                            .formatted(DocumentReader.abbreviated(issuer)));
        }
    }

    private static boolean hasCondition(Statement statement, List<String> keys) {
        return statement.conditions().stream()
                .anyMatch(condition -> keys.stream().anyMatch(condition.key()::equalsIgnoreCase));
    }
}
