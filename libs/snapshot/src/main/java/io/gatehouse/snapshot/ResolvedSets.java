package io.gatehouse.snapshot;

import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.snapshot.PolicyTables.ManagedRow;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The compiled sets that readers worked out for one account: one for each user, role and group that
 * has policies, for each boundary, for the guardrails. Each stands with what it was worked out from
 * and is used for nothing else, so a write costs the sets that it changes and no others, and a
 * reader of an older state cannot leave its sets to a newer one. What a user holds is put together
 * from the sets of its groups, so a million users need no sets of their own. Safe for all threads;
 * filled by readers.
 */
final class ResolvedSets {

    /** What a set belongs to. */
    enum Kind {
        PRINCIPAL,
        BOUNDARY,
        SERVICE_CONTROL,
        RESOURCE_CONTROL
    }

    /**
     * What a set is worked out from: always the same objects for the same content.
     *
     * @param aws the AWS-managed policies
     * @param own the managed policies of the account
     * @param row what says which of them, and the inline ones; null where the id does
     */
    record Basis(
            PersistentMap<String, ManagedRow> aws,
            PersistentMap<String, ManagedRow> own,
            @Nullable Object row) {

        @SuppressWarnings("ReferenceEquality") // rows and maps never change
        private boolean isSame(Basis other) {
            return aws == other.aws && own == other.own && row == other.row;
        }
    }

    private record Known(Basis basis, List<PolicySet> sets) {}

    /**
     * @param own states of the account's logs, and {@code aws} those of that one's
     */
    private record Told(AccountView own, AccountView aws, String token) {

        boolean isOf(AccountView otherOwn, AccountView otherAws) {
            return isSame(own, otherOwn) && isSame(aws, otherAws);
        }

        /** By identity: each change of a log makes a state. */
        @SuppressWarnings("ReferenceEquality")
        private static boolean isSame(AccountView one, AccountView other) {
            return one.identityStatus() == other.identityStatus()
                    && one.policyStatus() == other.policyStatus();
        }
    }

    private static final int SPARE = 1_000;

    private final Map<Kind, ConcurrentMap<String, Known>> known = new EnumMap<>(Kind.class);
    private volatile @Nullable Told told;

    ResolvedSets() {
        for (Kind kind : Kind.values()) {
            known.put(kind, new ConcurrentHashMap<>());
        }
    }

    /** What was worked out before, or is now. {@code made} may throw; nothing is kept then. */
    List<PolicySet> sets(Kind kind, String id, Basis basis, Supplier<List<PolicySet>> made) {
        ConcurrentMap<String, Known> ofKind = known.get(kind);
        if (ofKind == null) {
            throw new IllegalStateException("every kind has its place");
        }
        Known before = ofKind.get(id);
        if (before != null && before.basis.isSame(basis)) {
            return before.sets;
        }
        List<PolicySet> sets = List.copyOf(made.get());
        ofKind.put(id, new Known(basis, sets));
        return sets;
    }

    /** These for the next state, or none if there are too many of what is no more. */
    ResolvedSets after(PolicyTables tables) {
        int most = SPARE + 2 * (tables.principals().size() + tables.managed().size());
        int here = known.values().stream().mapToInt(Map::size).sum();
        return here > most ? new ResolvedSets() : this;
    }

    /** The revision token of the account and {@code aws}: as it was made before, or is now. */
    String token(AccountView own, AccountView aws, Supplier<String> made) {
        Told before = told;
        if (before != null && before.isOf(own, aws)) {
            return before.token;
        }
        String token = made.get();
        told = new Told(own, aws, token);
        return token;
    }
}
