package io.gatehouse.snapshot;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalMatching;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Everything that is known at one moment: who exists, what is written, how fresh it is. Immutable
 * to its readers and safe for all threads; a decision takes one view and asks only that.
 */
public final class SnapshotView {

    private static final LogName[] LOGS = LogName.values();

    private final PersistentMap<PolicyOwner, AccountView> accounts;
    private final AccountView aws;
    private final PolicyLibrary library;
    private final long sequence;

    SnapshotView(
            PersistentMap<PolicyOwner, AccountView> accounts,
            PolicyLibrary library,
            long sequence) {
        this.accounts = accounts;
        AccountView known = accounts.get(PolicyOwner.AWS);
        this.aws = known == null ? AccountView.empty(PolicyOwner.AWS) : known;
        this.library = library;
        this.sequence = sequence;
    }

    /** Grows with each view of one snapshot; says nothing between snapshots. */
    public long sequence() {
        return sequence;
    }

    /** How many accounts are known, {@code aws} included. */
    public int accounts() {
        return accounts.size();
    }

    /**
     * Who that is, and the policies that are its own.
     *
     * @param principal an ARN, a service's name, or {@code *}
     * @throws IllegalArgumentException if the text names no principal, with a message for the
     *     caller
     */
    public Resolution resolve(String principal) {
        Principal asked = Principal.parse(principal);
        AccountId home = asked.account();
        Resolver resolver = resolver(home == null ? PolicyOwner.AWS : home);
        Optional<String> problem = home == null ? Optional.empty() : problem(home);
        if (problem.isPresent()) {
            return new Resolution.Undecidable(problem.get());
        }
        try {
            return resolver.resolve(asked);
        } catch (BrokenPolicyException e) {
            return new Resolution.Undecidable(e.text());
        }
    }

    /**
     * Whose session it is now, and the policies that limit it. A session whose user, role or key is
     * gone, or one that it came through, is nobody's (SEMANTICS 8).
     *
     * @param claims of a token that was verified, and has not expired
     */
    public Resolution resolve(SessionClaims claims) {
        Optional<String> problem = problem(claims.account());
        if (problem.isPresent()) {
            return new Resolution.Undecidable(problem.get());
        }
        Resolution holder;
        try {
            holder = new SessionResolver(resolver(claims.account())).resolve(claims);
        } catch (BrokenPolicyException e) {
            return new Resolution.Undecidable(e.text());
        }
        for (SessionLineage.Link link : claims.lineage().links()) {
            Optional<String> unknown = problem(link.account());
            if (unknown.isPresent()) {
                return new Resolution.Undecidable(unknown.get());
            }
            if (!isAlive(link) && holder instanceof Resolution.Known known) {
                return new Resolution.Unknown(
                        known.principal(),
                        "the session has ended: `%s`".formatted(link.id())
                                + " is deleted or inactive");
            }
        }
        return holder;
    }

    /**
     * Who holds a long-term access key that signed, with their own rights; nobody where the key is
     * deleted or inactive.
     *
     * @param user empty for root
     */
    public Resolution resolveKey(AccountId account, Optional<UniqueId> user, String accessKeyId) {
        Optional<String> problem = problem(account);
        if (problem.isPresent()) {
            return new Resolution.Undecidable(problem.get());
        }
        try {
            Resolution holder = new SessionResolver(resolver(account)).user(account, user);
            return holder instanceof Resolution.Known known
                            && !isAlive(new SessionLineage.Link(account, accessKeyId))
                    ? new Resolution.Unknown(
                            known.principal(), "the access key is deleted or inactive")
                    : holder;
        } catch (BrokenPolicyException e) {
            return new Resolution.Undecidable(e.text());
        }
    }

    private boolean isAlive(SessionLineage.Link link) {
        AccountView account = accounts.get(link.account());
        return account != null && account.identity().isAlive(link.id());
    }

    /**
     * The policy that is kept here for a resource: the trust policy of a role, for {@code
     * sts:AssumeRole…}; else what its owner registered for patterns that cover it.
     *
     * @param owner of the resource; null where nobody knows
     */
    public StoredPolicy policyOf(String action, String resource, @Nullable AccountId owner) {
        if (!Arn.isArn(resource)) {
            return new StoredPolicy.None();
        }
        Arn role = isAssumeRole(action) ? roleOf(resource) : null;
        AccountId keeper = role == null ? owner : new AccountId(role.account());
        if (keeper == null) {
            return new StoredPolicy.None();
        }
        Optional<String> problem = problem(keeper);
        if (problem.isPresent()) {
            return new StoredPolicy.Undecidable(problem.get());
        }
        try {
            Resolver resolver = resolver(keeper);
            return role == null ? resolver.registeredPolicy(resource) : resolver.trustPolicy(role);
        } catch (BrokenPolicyException e) {
            return new StoredPolicy.Undecidable(e.text());
        }
    }

    private static boolean isAssumeRole(String action) {
        return action.regionMatches(true, 0, "sts:AssumeRole", 0, "sts:AssumeRole".length());
    }

    private static @Nullable Arn roleOf(String resource) {
        Arn arn = Arn.parse(resource);
        boolean isRole =
                arn.service().equals("iam")
                        && arn.resource().startsWith("role/")
                        && AccountId.isValid(arn.account());
        return isRole ? arn : null;
    }

    /**
     * The principal's policies together with what holds for the resource.
     *
     * @param owner of the resource; null where nobody knows
     * @throws IllegalStateException if the guardrails of the owner cannot be read
     */
    public ApplicablePolicies withResource(
            ApplicablePolicies policies,
            @Nullable AccountId owner,
            @Nullable PolicySet resourcePolicy,
            PrincipalMatching matching) {
        try {
            List<PolicySet> control = owner == null ? null : resolver(owner).resourceControl();
            return resourcePolicy == null && control == null
                    ? policies
                    : policies.withResource(resourcePolicy, matching, control);
        } catch (BrokenPolicyException e) {
            throw new IllegalStateException(e.text(), e);
        }
    }

    /** Why nothing may be decided about an account; empty if it may. */
    public Optional<String> problem(PolicyOwner owner) {
        String own = problemOf(accounts.get(owner));
        return own != null ? Optional.of(own) : Optional.ofNullable(problemOf(aws));
    }

    /**
     * Whether nothing can be decided about an account yet because the first that came of one of its
     * logs depends on what is still on its way.
     */
    public boolean isArriving(PolicyOwner owner) {
        AccountView account = accounts.get(owner);
        for (LogName log : LOGS) {
            if (account != null
                    && account.status(log) instanceof LogStatus.Unusable(var _, boolean arriving)
                    && arriving) {
                return true;
            }
        }
        return false;
    }

    /** Since when a log of the account, or of {@code aws}, stands still because of a hole. */
    public Optional<Instant> frozenSince(PolicyOwner owner) {
        Instant own = frozen(accounts.get(owner));
        Instant shared = frozen(aws);
        return Optional.ofNullable(
                own == null || (shared != null && shared.isBefore(own)) ? shared : own);
    }

    private static @Nullable Instant frozen(@Nullable AccountView account) {
        Instant earliest = null;
        for (LogName log : LOGS) {
            if (account != null
                    && account.status(log) instanceof LogStatus.Frozen frozen
                    && (earliest == null || frozen.since().isBefore(earliest))) {
                earliest = frozen.since();
            }
        }
        return earliest;
    }

    /** Where this view is in the logs of these owners; those without a log are left out. */
    public Revision revision(Collection<? extends PolicyOwner> owners) {
        List<LogPosition> positions = new ArrayList<>();
        for (PolicyOwner owner : new LinkedHashSet<>(owners)) {
            for (LogName log : LOGS) {
                LogPosition position = position(new LogId(owner, log));
                if (position != null) {
                    positions.add(position);
                }
            }
        }
        return Revision.of(positions);
    }

    /** The text of {@link #revision}; of one account and {@code aws} it is remembered. */
    public String token(List<? extends PolicyOwner> owners) {
        if (owners.size() == 2 && owners.getLast().equals(PolicyOwner.AWS)) {
            AccountView own = accounts.get(owners.getFirst());
            if (own != null) {
                return own.resolved().token(own, aws, () -> revision(owners).token());
            }
        }
        return revision(owners).token();
    }

    /** Whether all that the revision names is in this view; another epoch is "not yet". */
    public boolean includes(Revision wanted) {
        for (LogPosition position : wanted.positions()) {
            LogPosition here = position(LogId.of(position));
            if (position.number() > 0 && (here == null || !here.includes(position))) {
                return false;
            }
        }
        return true;
    }

    /** How much of a log is here. */
    public LogStatus status(LogId id) {
        AccountView account = accounts.get(id.owner());
        return account == null ? LogStatus.ABSENT : account.status(id.log());
    }

    /** The number of a log that is here; empty if there is none. For reports. */
    public OptionalLong number(LogId id) {
        LogPosition position = position(id);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position.number());
    }

    /** The accounts that are known, in order; {@code aws} is none. */
    public List<AccountId> owners() {
        List<AccountId> owners = new ArrayList<>();
        accounts.forEach((owner, _) -> {
            if (owner instanceof AccountId account) {
                owners.add(account);
            }
        });
        owners.sort(Comparator.comparing(AccountId::digits));
        return owners;
    }

    /** ARNs of the root, the users and the roles of an account, in no particular order. */
    public List<String> principals(AccountId owner) {
        return census(owner).principals();
    }

    /**
     * All that an account has here; nothing for an account that is not known.
     *
     * @throws IllegalStateException if a policy cannot be read, so that nothing is left out
     *     silently
     */
    public Registered registered(AccountId owner) {
        return counted(owner, Census::take);
    }

    /**
     * What of an account can matter to principals of other accounts: everything if it has
     * registered resource policies, else its roles and who may assume them.
     *
     * @throws IllegalStateException as {@link #registered}
     */
    public Registered registeredForOthers(AccountId owner) {
        return counted(owner, Census::takeForOthers);
    }

    private Registered counted(AccountId owner, Function<Census, Registered> count) {
        Optional<String> problem = problem(owner);
        if (problem.isPresent()) {
            throw new IllegalStateException(problem.get());
        }
        try {
            return count.apply(census(owner));
        } catch (BrokenPolicyException e) {
            throw new IllegalStateException(e.text(), e);
        }
    }

    private Census census(AccountId owner) {
        AccountView account = accounts.get(owner);
        return new Census(
                account == null ? AccountView.empty(owner) : account, owner, aws.policy(), library);
    }

    @Nullable AccountView account(PolicyOwner owner) {
        return accounts.get(owner);
    }

    List<AccountView> all() {
        List<AccountView> all = new ArrayList<>(accounts.size());
        accounts.forEach((_, account) -> all.add(account));
        return all;
    }

    SnapshotView with(AccountView changed) {
        return new SnapshotView(accounts.with(changed.owner(), changed), library, sequence + 1);
    }

    private @Nullable LogPosition position(LogId id) {
        return switch (status(id)) {
            case LogStatus.Current current -> current.position();
            case LogStatus.Frozen frozen -> frozen.position();
            case LogStatus.Absent _, LogStatus.Unusable _ -> null;
        };
    }

    private static @Nullable String problemOf(@Nullable AccountView account) {
        for (LogName log : LOGS) {
            if (account != null && account.status(log) instanceof LogStatus.Unusable unusable) {
                return "nothing can be decided about `%s`: %s"
                        .formatted(account.owner().text(), unusable.reason());
            }
        }
        return null;
    }

    private Resolver resolver(PolicyOwner owner) {
        AccountView account = accounts.get(owner);
        return new Resolver(
                account == null ? AccountView.empty(owner) : account, aws.policy(), library);
    }
}
