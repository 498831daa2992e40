package io.gatehouse.policy.laws;

import static io.gatehouse.policy.laws.Vocabulary.ACTIONS;
import static io.gatehouse.policy.laws.Vocabulary.KEYS;
import static io.gatehouse.policy.laws.Vocabulary.NAMES_AWS;
import static io.gatehouse.policy.laws.Vocabulary.PRINCIPALS;
import static io.gatehouse.policy.laws.Vocabulary.RESOURCES;
import static io.gatehouse.policy.laws.Vocabulary.VARIABLES;

import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.reference.ReferencePolicies.Named;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Policies and requests that come close to matching: both sides choose from the same few words, and
 * patterns are made of requests by small changes. All chance comes from one {@link Random}.
 */
final class Scenarios {

    private final Random random;

    Scenarios(long seed) {
        random = new Random(seed);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> List<T> some(int atLeast, int atMost, Supplier<T> make) {
        List<T> list = new ArrayList<>();
        int count = atLeast + random.nextInt(atMost - atLeast + 1);
        for (int i = 0; i < count; i++) {
            list.add(make.get());
        }
        return list;
    }

    /** All layers; the identity layer is large now and then, so that an index is worth it. */
    ReferencePolicies policies() {
        int most = chance(15) ? 40 : 4;
        boolean trust = chance(25);
        return new ReferencePolicies(
                named("identity", chance(90) ? 1 : 0, 2, PolicyKind.IDENTITY, most),
                chance(25) ? named("boundary", 1, 2, PolicyKind.BOUNDARY, 3) : List.of(),
                chance(30) ? named("session", 0, 2, PolicyKind.SESSION, 3) : null,
                chance(20) ? levels("scp", PolicyKind.SERVICE_CONTROL) : null,
                chance(15) ? levels("rcp", PolicyKind.RESOURCE_CONTROL) : null,
                chance(60)
                        ? named(
                                "resource",
                                1,
                                1,
                                trust ? PolicyKind.TRUST : PolicyKind.RESOURCE,
                                chance(10) ? 30 : 3)
                        : null,
                chance(30) ? PrincipalMatching.STORED : PrincipalMatching.FROM_REQUEST);
    }

    private List<List<Named>> levels(String name, PolicyKind kind) {
        List<List<Named>> levels = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            List<Named> level = new ArrayList<>(named(name + i, chance(90) ? 1 : 0, 2, kind, 2));
            if (chance(60)) {
                level.add(new Named(name + i + "-full", full(kind)));
            }
            levels.add(level);
        }
        return levels;
    }

    private static PolicyDocument full(PolicyKind kind) {
        Optional<PrincipalClause> principal =
                kind.namesPrincipals()
                        ? Optional.of(new PrincipalClause.Principals(new PrincipalClause.Anyone()))
                        : Optional.empty();
        return new PolicyDocument(
                kind,
                Optional.of(LanguageVersion.V2012_10_17),
                Optional.empty(),
                List.of(
                        new Statement(
                                Optional.empty(),
                                Effect.ALLOW,
                                principal,
                                new ActionClause.Actions(List.of("*")),
                                Optional.of(new ResourceClause.Resources(List.of("*"))),
                                List.of())));
    }

    private List<Named> named(String name, int least, int most, PolicyKind kind, int statements) {
        List<Named> list = new ArrayList<>();
        some(least, Math.max(least, most), () -> document(kind, statements))
                .forEach(d -> list.add(new Named(name + "-" + list.size(), d)));
        return list;
    }

    PolicyDocument document(PolicyKind kind, int most) {
        return new PolicyDocument(
                kind,
                chance(85)
                        ? Optional.of(LanguageVersion.V2012_10_17)
                        : chance(50) ? Optional.of(LanguageVersion.V2008_10_17) : Optional.empty(),
                Optional.empty(),
                some(1, most, () -> statement(kind)));
    }

    Statement statement(PolicyKind kind) {
        boolean trust = kind == PolicyKind.TRUST;
        Effect effect = chance(80) ? Effect.ALLOW : Effect.DENY;
        Optional<ResourceClause> resource =
                trust
                        ? Optional.empty()
                        : Optional.of(
                                chance(85)
                                        ? new ResourceClause.Resources(some(1, 3, this::resource))
                                        : new ResourceClause.NotResources(
                                                some(1, 3, this::resource)));
        return new Statement(
                Optional.empty(),
                effect,
                kind.namesPrincipals() ? principal(kind) : Optional.empty(),
                chance(85)
                        ? new ActionClause.Actions(some(1, 3, this::action))
                        : new ActionClause.NotActions(some(1, 3, this::action)),
                resource,
                chance(55) ? List.of() : distinct(some(1, 3, this::condition)));
    }

    /** A JSON object holds an operator and a key under it once. */
    private static List<Condition> distinct(List<Condition> conditions) {
        List<Condition> kept = new ArrayList<>();
        for (Condition c : conditions) {
            if (kept.stream()
                    .noneMatch(k ->
                            k.operator().equalsIgnoreCase(c.operator())
                                    && k.key().equalsIgnoreCase(c.key()))) {
                kept.add(c);
            }
        }
        return kept;
    }

    private Optional<PrincipalClause> principal(PolicyKind kind) {
        if (kind == PolicyKind.RESOURCE_CONTROL || chance(20)) {
            return Optional.of(new PrincipalClause.Principals(new PrincipalClause.Anyone()));
        }
        if (chance(3)) {
            return Optional.empty();
        }
        PrincipalClause.Listed names =
                new PrincipalClause.Listed(
                        some(
                                1,
                                chance(20) ? 6 : 2,
                                () ->
                                        switch (random.nextInt(12)) {
                                            case 0 ->
                                                    name(
                                                            PrincipalClause.Type.SERVICE,
                                                            "lambda.amazonaws.com");
                                            case 1 ->
                                                    name(
                                                            PrincipalClause.Type.FEDERATED,
                                                            "arn:aws:iam::111111111111:oidc-provider/idp.example");
                                            default ->
                                                    name(PrincipalClause.Type.AWS, one(NAMES_AWS));
                                        }));
        return Optional.of(
                chance(85)
                        ? new PrincipalClause.Principals(names)
                        : new PrincipalClause.NotPrincipals(names));
    }

    private static PrincipalClause.Name name(PrincipalClause.Type type, String text) {
        return new PrincipalClause.Name(type, text);
    }

    String action() {
        if (chance(15)) {
            return "*";
        }
        String action = one(ACTIONS);
        int colon = action.indexOf(':');
        return switch (random.nextInt(8)) {
            case 0 -> action.substring(0, colon + 1) + "*";
            case 1, 2 -> action.substring(0, colon + 1) + blur(action.substring(colon + 1));
            case 3 -> swapCase(action);
            case 4 ->
                    chance(20)
                            ? one(
                                    List.of(
                                            "s3:",
                                            "s3:Get Object",
                                            "s3:GetObject,s3:PutObject",
                                            "s3"))
                            : action;
            default -> action;
        };
    }

    private static String swapCase(String text) {
        return text.equals(text.toUpperCase(Locale.ROOT))
                ? text.toLowerCase(Locale.ROOT)
                : text.toUpperCase(Locale.ROOT);
    }

    /** A wildcard in place of, or between, some characters. */
    private String blur(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() + 1 - from);
        String middle =
                switch (random.nextInt(6)) {
                    case 0 -> "?";
                    case 1 -> "?".repeat(to - from);
                    case 2 -> "**";
                    case 3 -> "*?";
                    default -> "*";
                };
        String blurred = text.substring(0, from) + middle + text.substring(to);
        return chance(20) ? blur(blurred) : blurred;
    }

    String resource() {
        if (chance(20)) {
            return "*";
        }
        String resource = one(RESOURCES);
        String[] parts = resource.split(":", 6);
        if (parts.length < 6) {
            return chance(50) ? resource : blur(resource);
        }
        switch (random.nextInt(9)) {
            case 0 -> parts[2 + random.nextInt(3)] = "*";
            case 1 -> {
                int part = 1 + random.nextInt(4);
                parts[part] = blur(parts[part]);
            }
            case 2, 3 -> parts[5] = blur(parts[5]);
            case 4 -> parts[5] = withVariable(parts[5]);
            case 5 -> parts[3 + random.nextInt(2)] = one(VARIABLES);
            case 6 -> {
                return String.join(":", List.of(parts).subList(0, 1 + random.nextInt(5)))
                        + (chance(60) ? ":*" : "");
            }
            case 7 -> parts[5] = swapCase(parts[5]);
            default -> {}
        }
        return String.join(":", parts);
    }

    private String withVariable(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() + 1 - from);
        String with = text.substring(0, from) + one(VARIABLES) + text.substring(to);
        return chance(30) ? blur(with) : with;
    }

    Condition condition() {
        Vocabulary.Key key = one(KEYS);
        String operator =
                switch (random.nextInt(20)) {
                    case 0 -> one(List.of("Null", "null", "NULL"));
                    case 1 -> one(List.of("FooEquals", "NullIfExists", "ForAllValues:Null", ""));
                    default -> operator(key);
                };
        if (operator.equalsIgnoreCase("null")) {
            return new Condition(operator, keyName(key), some(1, 2, () -> one(Vocabulary.BOOLS)));
        }
        List<String> values =
                some(chance(5) ? 0 : 1, 3, () -> value(key, operator.toLowerCase(Locale.ROOT)));
        return new Condition(operator, keyName(key), values);
    }

    private String keyName(Vocabulary.Key key) {
        return chance(10) ? swapCase(key.name()) : key.name();
    }

    private String operator(Vocabulary.Key key) {
        String base =
                chance(70)
                        ? one(key.operators())
                        : one(
                                List.of(
                                        "StringEquals",
                                        "StringNotEquals",
                                        "NumericNotEquals",
                                        "DateLessThan",
                                        "Bool",
                                        "NotIpAddress",
                                        "ArnNotLike"));
        String prefix =
                switch (random.nextInt(8)) {
                    case 0, 1 -> "ForAllValues:";
                    case 2 -> "ForAnyValue:";
                    default -> "";
                };
        String operator = prefix + base + (chance(20) ? "IfExists" : "");
        return chance(10) ? swapCase(operator) : operator;
    }

    private String value(Vocabulary.Key key, String operator) {
        if (operator.contains("ipaddress")) {
            return one(Vocabulary.RANGES);
        }
        String value = one(key.values());
        return switch (random.nextInt(6)) {
            case 0 -> blur(value);
            case 1 -> chance(30) ? one(VARIABLES) : withVariable(value);
            default -> value;
        };
    }

    AuthorizationRequest request() {
        return request(one(PRINCIPALS));
    }

    AuthorizationRequest request(Principal principal) {
        RequestContext.Builder context = RequestContext.builder();
        for (Vocabulary.Key key : KEYS) {
            boolean rare = key.name().startsWith("sts:") || key.name().contains("RequestTag");
            if (chance(rare ? 10 : 55)) {
                String name = keyName(key);
                switch (random.nextInt(8)) {
                    case 0 -> context.put(name, some(0, 3, () -> one(key.values())));
                    default -> context.put(name, one(key.values()));
                }
            }
        }
        PrincipalKeys.supply(principal, context);
        String action = one(ACTIONS);
        String resource = one(RESOURCES);
        if (action.startsWith("sts:Assume") && chance(70)) {
            resource =
                    one(
                            List.of(
                                    "arn:aws:iam::111111111111:role/r",
                                    "arn:aws:iam::222222222222:role/t"));
        }
        AuthorizationRequest request =
                AuthorizationRequest.of(principal, action, resource, context.build());
        if (chance(25)) {
            request = request.withResourceAccount(chance(50) ? Vocabulary.A : Vocabulary.B);
        }
        return chance(10) ? request.withResourcePolicyRequired(chance(50)) : request;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
