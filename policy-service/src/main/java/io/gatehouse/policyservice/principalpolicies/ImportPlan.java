package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.PrincipalKind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an import wishes for, by principal. Filled by one thread. */
final class ImportPlan {

    private final Map<Named, List<Wish>> wishes = new LinkedHashMap<>();

    /** A principal by name; names are the same without regard to case. */
    record Named(PrincipalKind kind, String nameKey) {}

    /** One policy on a principal; {@code title} stands in the result. */
    sealed interface Wish {

        String title();

        record Write(String title, PolicyName name, PolicyText document, List<String> warnings)
                implements Wish {}

        record Attach(String title, PolicyArn arn) implements Wish {}

        default String resultKind() {
            return switch (this) {
                case Write _ -> "inline";
                case Attach _ -> "attachment";
            };
        }

        default List<String> resultWarnings() {
            return switch (this) {
                case Write write -> write.warnings();
                case Attach _ -> List.of();
            };
        }
    }

    void add(PrincipalKind kind, String principal, Wish wish) {
        Named named = new Named(kind, principal.toLowerCase(Locale.ROOT));
        wishes.computeIfAbsent(named, _ -> new ArrayList<>()).add(wish);
    }

    List<Named> principals(PrincipalKind kind) {
        return wishes.keySet().stream().filter(named -> named.kind() == kind).toList();
    }

    List<Wish> of(Named named) {
        return List.copyOf(wishes.getOrDefault(named, List.of()));
    }
}
