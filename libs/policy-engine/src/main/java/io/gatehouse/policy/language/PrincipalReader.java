package io.gatehouse.policy.language;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.language.PrincipalClause.Anyone;
import io.gatehouse.policy.language.PrincipalClause.Listed;
import io.gatehouse.policy.language.PrincipalClause.Name;
import io.gatehouse.policy.language.PrincipalClause.Names;
import io.gatehouse.policy.language.PrincipalClause.NotPrincipals;
import io.gatehouse.policy.language.PrincipalClause.Principals;
import io.gatehouse.policy.language.Problems.Pass;
import io.gatehouse.policy.language.Values.Placed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The Principal and NotPrincipal elements (SEMANTICS 1, 2.5). */
final class PrincipalReader {

    private final PolicyKind kind;
    private final Problems problems;

    PrincipalReader(PolicyKind kind, Problems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    @Nullable PrincipalClause principal(Json value) {
        Names names = names(value);
        if (names == null) {
            return null;
        }
        boolean anyone = names instanceof Anyone;
        if (kind == PolicyKind.RESOURCE_CONTROL && !anyone) {
            problems.syntax(value.place(), "the Principal of a resource control policy is `*`");
        }
        return new Principals(names);
    }

    @Nullable PrincipalClause notPrincipal(Json value) {
        Names names = names(value);
        if (kind == PolicyKind.RESOURCE_CONTROL) {
            problems.syntax(value.place(), "a resource control policy has no NotPrincipal");
        }
        return names == null ? null : new NotPrincipals(names);
    }

    private @Nullable Names names(Json value) {
        return switch (value) {
            case Json.Text text when text.text().equals("*") -> new Anyone();
            case Json.Members map when !map.members().isEmpty() -> listed(map);
            case Json.Members _, Json.Text _, Json.Elements _, Json.Scalar _, Json.Null _ -> {
                problems.syntax(
                        value.place(),
                        "principals are `*` or a map of AWS, Federated, Service, CanonicalUser");
                yield null;
            }
        };
    }

    private @Nullable Names listed(Json.Members map) {
        List<Name> names = new ArrayList<>();
        for (Json.Member member : map.members()) {
            PrincipalClause.Type type = type(member.name());
            if (type == null) {
                problems.syntax(
                        member.place(),
                        "principals are AWS, Federated, Service or CanonicalUser, not `%s`"
                                .formatted(DocumentReader.abbreviated(member.name())));
            } else {
                List<Placed> texts =
                        Values.strings(member.value(), "a principal", problems::syntax);
                if (texts.isEmpty()) {
                    problems.syntax(member.value().place(), "no principal is named");
                }
                for (Placed text : texts) {
                    check(type, text);
                    names.add(new Name(type, text.text()));
                }
            }
        }
        return names.isEmpty() ? null : new Listed(names);
    }

    private static PrincipalClause.@Nullable Type type(String key) {
        for (PrincipalClause.Type type : PrincipalClause.Type.values()) {
            if (type.text().equals(key)) {
                return type;
            }
        }
        return null;
    }

    private void check(PrincipalClause.Type type, Placed name) {
        String text = name.text();
        boolean legal =
                switch (type) {
                    case AWS -> isAws(text);
                    case SERVICE, FEDERATED, CANONICAL_USER ->
                            !text.isEmpty() && text.indexOf('*') < 0 && text.indexOf('?') < 0;
                };
        if (!legal) {
            problems.refuse(
                    Pass.ACTION_FORMAT,
                    name.place(),
                    "Invalid principal in policy: \"%s\":\"%s\""
                            .formatted(type.text(), DocumentReader.abbreviated(text)),
                    "a principal is named in full; wildcards and groups are not principals");
        }
    }

    /** {@code *}, an account, a unique id, or the ARN of root, user, role or session. */
    private static boolean isAws(String text) {
        if (text.equals("*") || AccountId.isValid(text)) {
            return true;
        }
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
            return false;
        }
        if (!Arn.isArn(text)) {
            return isUniqueId(text);
        }
        Arn arn = Arn.parse(text);
        if (!AccountId.isValid(arn.account()) || !arn.region().isEmpty()) {
            return false;
        }
        String name = arn.resource();
        return switch (arn.service()) {
            case "iam" -> name.equals("root") || isNamed(name, "user/") || isNamed(name, "role/");
            case "sts" -> isSession(name) || isNamed(name, "federated-user/");
            default -> false;
        };
    }

    private static boolean isUniqueId(String text) {
        int colon = text.indexOf(':');
        String id = colon < 0 ? text : text.substring(0, colon);
        if (!UniqueId.isWellFormed(id)) {
            return false;
        }
        return id.startsWith("AROA") || (colon < 0 && id.startsWith("AIDA"));
    }

    private static boolean isSession(String name) {
        String[] parts = name.split("/", -1);
        return parts.length == 3
                && parts[0].equals("assumed-role")
                && !parts[1].isEmpty()
                && !parts[2].isEmpty();
    }

    private static boolean isNamed(String name, String start) {
        return name.startsWith(start) && name.length() > start.length() && !name.endsWith("/");
    }
}
