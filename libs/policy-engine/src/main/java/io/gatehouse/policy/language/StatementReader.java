package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Json.Place;
import io.gatehouse.policy.language.PrincipalClause.NotPrincipals;
import io.gatehouse.policy.language.Problems.Pass;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON tree to statement: which elements there are, and what each kind of policy demands. */
final class StatementReader {

    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");

    private final PolicyKind kind;
    private final Problems problems;
    private final PrincipalReader principals;
    private final ActionReader actions;
    private final ResourceReader resources;
    private final ConditionReader conditions;

    StatementReader(PolicyKind kind, LanguageVersion version, Problems problems) {
        this.kind = kind;
        this.problems = problems;
        this.principals = new PrincipalReader(kind, problems);
        this.actions = new ActionReader(kind, problems);
        this.resources = new ResourceReader(kind, version, problems);
        this.conditions = new ConditionReader(version, problems);
    }

    /** Null when the statement is not worth looking at further; the problem is noted. */
    @Nullable Statement read(Json json) {
        if (!(json instanceof Json.Members object)) {
            problems.syntax(json.place(), "a statement is an object");
            return null;
        }
        Optional<String> sid = Optional.empty();
        Effect effect = null;
        PrincipalClause principal = null;
        ActionClause action = null;
        ResourceClause resource = null;
        List<Condition> conditionList = List.of();
        List<String> seen = new ArrayList<>();
        for (Json.Member member : object.members()) {
            Json value = member.value();
            seen.add(member.name());
            switch (member.name()) {
                case "Sid" -> sid = sid(value);
                case "Effect" -> effect = effect(value);
                case "Principal" -> principal = principals.principal(value);
                case "NotPrincipal" -> principal = principals.notPrincipal(value);
                case "Action" -> action = actions.action(value);
                case "NotAction" -> action = actions.notAction(value);
                case "Resource" -> resource = resources.resource(value);
                case "NotResource" -> resource = resources.notResource(value);
                case "Condition" -> conditionList = conditions.read(value);
                default ->
                        problems.syntax(
                                member.place(),
                                "a statement has no element `%s`"
                                        .formatted(DocumentReader.abbreviated(member.name())));
            }
        }
        checkElements(seen, json.place(), effect, principal);
        if (effect == null || action == null) {
            return null;
        }
        ConditionAdvice.onStatement(effect, conditionList, json.place(), problems);
        return new Statement(
                sid,
                effect,
                Optional.ofNullable(principal),
                action,
                Optional.ofNullable(resource),
                conditionList);
    }

    private Optional<String> sid(Json value) {
        if (!(value instanceof Json.Text text)) {
            problems.syntax(value.place(), "the Sid is a string");
            return Optional.empty();
        }
        boolean anyText = kind == PolicyKind.RESOURCE;
        if (!anyText && !SID.matcher(text.text()).matches()) {
            problems.refuseOnWrite(
                    Pass.SYNTAX,
                    value.place(),
                    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies"
                            + " the regular expression [0-9A-Za-z]*",
                    "a Sid has letters and digits only");
        }
        return Optional.of(text.text());
    }

    private @Nullable Effect effect(Json value) {
        if (value instanceof Json.Text text) {
            for (Effect effect : Effect.values()) {
                if (effect.text().equals(text.text())) {
                    return effect;
                }
                if (effect.text().equalsIgnoreCase(text.text())) {
                    problems.refuse(
                            Pass.LEGACY,
                            value.place(),
                            Problems.LEGACY_PARSING,
                            "the Effect is written `%s`".formatted(effect.text()));
                    return null;
                }
            }
        }
        problems.syntax(value.place(), "the Effect is `Allow` or `Deny`");
        return null;
    }

    private void checkElements(
            List<String> seen,
            Place place,
            @Nullable Effect effect,
            @Nullable PrincipalClause principal) {
        requireOne(seen, place, "Principal", "NotPrincipal");
        requireOne(seen, place, "Action", "NotAction");
        requireOne(seen, place, "Resource", "NotResource");
        if (!seen.contains("Effect")) {
            problems.syntax(place, "a statement has an Effect");
        }
        if (!seen.contains("Action") && !seen.contains("NotAction")) {
            problems.refuse(
                    Pass.ACTIONS_EXIST,
                    place,
                    "Policy statement must contain actions.",
                    "a statement has an Action or a NotAction");
        }
        checkResourceElement(seen, place);
        checkPrincipalElement(seen, place);
        if (principal instanceof NotPrincipals && effect == Effect.ALLOW) {
            problems.refuseOnWrite(
                    Pass.SYNTAX,
                    place,
                    Problems.SYNTAX_ERRORS,
                    "NotPrincipal with Allow allows everyone else, anonymous callers included");
        }
    }

    private void requireOne(List<String> seen, Place place, String element, String negated) {
        if (seen.contains(element) && seen.contains(negated)) {
            problems.syntax(
                    place, "a statement has `%s` or `%s`, not both".formatted(element, negated));
        }
    }

    private void checkResourceElement(List<String> seen, Place place) {
        boolean has = seen.contains("Resource") || seen.contains("NotResource");
        switch (kind) {
            case IDENTITY, MANAGED, BOUNDARY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL -> {
                if (!has) {
                    problems.refuse(
                            Pass.RESOURCES_EXIST,
                            place,
                            "Policy statement must contain resources.",
                            "a statement has a Resource or a NotResource");
                }
            }
            case TRUST -> {
                if (has) {
                    String element = seen.contains("Resource") ? "Resource" : "NotResource";
                    problems.refuse(
                            Pass.SYNTAX,
                            place,
                            "Has prohibited field %s.".formatted(element),
                            "a trust policy speaks of its own role only");
                }
            }
            case RESOURCE -> {}
        }
    }

    private void checkPrincipalElement(List<String> seen, Place place) {
        boolean has = seen.contains("Principal") || seen.contains("NotPrincipal");
        switch (kind) {
            case IDENTITY, MANAGED, BOUNDARY, SESSION, SERVICE_CONTROL -> {
                if (has) {
                    problems.refuse(
                            Pass.SYNTAX,
                            place,
                            "Policy document should not specify a principal.",
                            "the principal is whom the policy is attached to");
                }
            }
            case TRUST -> {
                if (seen.contains("NotPrincipal")) {
                    problems.refuse(
                            Pass.SYNTAX,
                            place,
                            "Has prohibited field NotPrincipal.",
                            "a trust policy names whom it trusts");
                } else if (!has) {
                    problems.refuseOnWrite(
                            Pass.SYNTAX,
                            place,
                            "Missing required field Principal",
                            "a statement without Principal matches nobody");
                }
            }
            case RESOURCE, RESOURCE_CONTROL -> {
                if (!has) {
                    problems.refuseOnWrite(
                            Pass.SYNTAX,
                            place,
                            "Missing required field Principal",
                            "a statement without Principal matches nobody");
                }
            }
        }
    }
}
