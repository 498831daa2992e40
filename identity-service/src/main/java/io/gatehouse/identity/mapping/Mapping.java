package io.gatehouse.identity.mapping;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.mapping.MappingEvent.MappingRemoved;
import io.gatehouse.identity.mapping.MappingEvent.MappingReplaced;
import io.gatehouse.identity.value.CorruptStreamException;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mapping of one provider through its life. It may be written anew after it was removed. */
public sealed interface Mapping {

    Mapping NONE = new None();

    /** No mapping: nobody gets a role by this provider without naming it. */
    record None() implements Mapping {}

    record Active(Rules rules) implements Mapping {}

    /**
     * Rules in their order.
     *
     * @param signInClient the client that people sign in as through this system; empty where they
     *     do not
     */
    record Rules(List<MappingRule> all, Optional<String> signInClient) {

        static final int MOST = 100;

        public Rules {
            all = List.copyOf(all);
            Set<String> names = new HashSet<>();
            if (all.size() > MOST) {
                throw new IllegalArgumentException(
                        "a mapping has at most %d rules".formatted(MOST));
            }
            for (MappingRule rule : all) {
                if (!names.add(rule.name())) {
                    throw new IllegalArgumentException(
                            "two rules are named `%s`".formatted(rule.name()));
                }
            }
        }

        /** The first rule that matches. */
        public Optional<MappingRule> first(Attributes attributes) {
            return all.stream().filter(rule -> rule.matches(attributes)).findFirst();
        }
    }

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Mapping evolve(Mapping mapping, MappingEvent event) {
        return switch (event) {
            case MappingReplaced(var _, var _, var rules) -> new Active(rules);
            case MappingRemoved _ when mapping instanceof Active -> NONE;
            case MappingRemoved _ -> throw new CorruptStreamException(mapping, event);
        };
    }
}
