package io.gatehouse.snapshot;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.snapshot.IdentityTables.RoleRow;
import io.gatehouse.snapshot.IdentityTables.UserRow;
import io.gatehouse.snapshot.PolicyTables.AttachedRow;
import io.gatehouse.snapshot.PolicyTables.GuardrailRows;
import io.gatehouse.snapshot.PolicyTables.InlineRow;
import io.gatehouse.snapshot.PolicyTables.ManagedRow;
import io.gatehouse.snapshot.PolicyTables.PrincipalRow;
import io.gatehouse.snapshot.PolicyTables.ResourceRow;
import io.gatehouse.snapshot.ResolvedSets.Basis;
import io.gatehouse.snapshot.ResolvedSets.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds a principal and gathers its policies in one account of one view. Names a policy as answers
 * do: by ARN, or {@code kind/principal id/name}.
 *
 * @param aws the tables of the owner {@code aws}
 */
record Resolver(AccountView account, PolicyTables aws, PolicyLibrary library) {

    Resolution resolve(Principal asked) {
        return switch (asked) {
            case Principal.AccountRoot root -> root(root);
            case Principal.User user -> user(user);
            case Principal.AssumedRole session -> role(session);
            case Principal.FederatedUser federated ->
                    new Resolution.Unknown(
                            federated,
                            "the federated session `%s` is not known by its ARN alone"
                                    .formatted(federated.arn()));
            case Principal.ServicePrincipal service -> bare(service);
            case Principal.WebIdentity identity -> bare(identity);
            case Principal.Anonymous anonymous -> bare(anonymous);
        };
    }

    private static Resolution bare(Principal principal) {
        return new Resolution.Known(principal, ApplicablePolicies.NONE, Map.of());
    }

    private Resolution root(Principal.AccountRoot root) {
        if (!account.identity().hasAccount()) {
            return unknown(root, "account", root.account().digits());
        }
        ApplicablePolicies policies =
                ApplicablePolicies.builder().serviceControl(serviceControl()).build();
        return new Resolution.Known(root, policies, Map.of());
    }

    /** The user-name part of an ARN compares with case (SEMANTICS 2.5), and so does the path. */
    private Resolution user(Principal.User asked) {
        UserRow row = account.identity().userNamed(asked.name());
        if (row == null || !arn("user", row.path(), row.name()).equals(asked.arn())) {
            return unknown(asked, "user", asked.arn());
        }
        return known(row);
    }

    /** A user that is here, with its own rights. */
    Resolution.Known known(UserRow row) {
        // INVARIANT: users belong to accounts, never to the owner `aws`.
        AccountId owner = (AccountId) account.owner();
        var user =
                new Principal.User(
                        arn("user", row.path(), row.name()), owner, row.name(), id(row.id()));
        ApplicablePolicies policies = held(row.id(), "user", row.groupIds(), row.boundaryArn());
        return new Resolution.Known(user, policies, row.tags());
    }

    /** Role names compare without case (SEMANTICS 7); the path only where the ARN has one. */
    private Resolution role(Principal.AssumedRole asked) {
        RoleRow row = account.identity().roleNamed(asked.roleName());
        if (row == null) {
            return unknown(asked, "role", asked.roleName());
        }
        String roleArn = arn("role", row.path(), row.name());
        boolean isRoleItself = asked.sessionName().isEmpty();
        if (!Arn.parse(asked.arn()).partition().equals("aws")
                || (isRoleItself && !roleArn.equalsIgnoreCase(asked.arn()))) {
            return unknown(asked, "role", asked.arn());
        }
        var session =
                new Principal.AssumedRole(
                        asked.arn(),
                        asked.account(),
                        roleArn,
                        row.name(),
                        asked.sessionName(),
                        id(row.id()));
        return new Resolution.Known(session, held(row), row.tags());
    }

    ApplicablePolicies held(RoleRow row) {
        return held(row.id(), "role", List.of(), row.boundaryArn());
    }

    StoredPolicy trustPolicy(Arn roleArn) {
        String resource = roleArn.resource();
        RoleRow row =
                account.identity().roleNamed(resource.substring(resource.lastIndexOf('/') + 1));
        if (row == null || !arn("role", row.path(), row.name()).equals(roleArn.toString())) {
            return new StoredPolicy.None();
        }
        CompiledPolicy trust =
                library.policy(
                        PolicyName.of("role/" + row.id() + "/trust"),
                        PolicyKind.TRUST,
                        row.trustPolicy());
        return new StoredPolicy.Stored(library.set(List.of(trust)));
    }

    /** All policies that are registered for the resource, together. */
    StoredPolicy registeredPolicy(String resource) {
        PersistentMap<String, ResourceRow> registered = account.policy().resources();
        if (registered.size() == 0) {
            return new StoredPolicy.None();
        }
        List<CompiledPolicy> covering = new ArrayList<>();
        registered.forEach((id, row) -> {
            if (row.pattern().matches(resource)) {
                covering.add(
                        library.policy(
                                PolicyName.of("resource-policy/" + id),
                                PolicyKind.RESOURCE,
                                row.document()));
            }
        });
        return covering.isEmpty()
                ? new StoredPolicy.None()
                : new StoredPolicy.Stored(library.set(covering));
    }

    /** Resources of the first account are not bound, and neither are its principals. */
    @Nullable List<PolicySet> resourceControl() {
        var guardrails = guardrails();
        return guardrails == null || guardrails.resourceControl().isEmpty()
                ? null
                : account.resolved()
                        .sets(
                                Kind.RESOURCE_CONTROL,
                                "",
                                basis(guardrails),
                                () ->
                                        levels(
                                                guardrails.resourceControl(),
                                                PolicyKind.RESOURCE_CONTROL));
    }

    private @Nullable GuardrailRows guardrails() {
        return account.identity().isFirst() ? null : account.policy().guardrails();
    }

    private @Nullable List<PolicySet> serviceControl() {
        var guardrails = guardrails();
        return guardrails == null || guardrails.serviceControl().isEmpty()
                ? null
                : account.resolved()
                        .sets(
                                Kind.SERVICE_CONTROL,
                                "",
                                basis(guardrails),
                                () ->
                                        levels(
                                                guardrails.serviceControl(),
                                                PolicyKind.SERVICE_CONTROL));
    }

    private List<PolicySet> levels(List<List<InlineRow>> levels, PolicyKind kind) {
        return levels.stream()
                .map(level ->
                        library.set(
                                level.stream()
                                        .map(one -> policy("guardrail", "", kind, one))
                                        .toList()))
                .toList();
    }

    /**
     * What a user or role holds, put together from the sets of itself and of its groups, which
     * exist once each.
     */
    private ApplicablePolicies held(
            String id, String kind, List<String> groupIds, String boundaryArn) {
        List<PolicySet> identity = new ArrayList<>(1 + groupIds.size());
        identity.addAll(ofPrincipal(kind, id));
        for (String groupId : groupIds) {
            identity.addAll(ofPrincipal("group", groupId));
        }
        ApplicablePolicies.Builder policies =
                ApplicablePolicies.builder()
                        .identity(PolicySet.union(identity))
                        .serviceControl(serviceControl());
        if (!boundaryArn.isEmpty()) {
            account.resolved()
                    .sets(
                            Kind.BOUNDARY,
                            boundaryArn,
                            basis(null),
                            () -> List.of(library.set(List.of(managed(boundaryArn, null)))))
                    .forEach(policies::boundary);
        }
        return policies.build();
    }

    /** At most one set: of the principal's own policies. */
    private List<PolicySet> ofPrincipal(String kind, String id) {
        PrincipalRow row = account.policy().principals().get(id);
        if (row == null) {
            return List.of();
        }
        return account.resolved()
                .sets(
                        Kind.PRINCIPAL,
                        id,
                        basis(row),
                        () -> {
                            List<CompiledPolicy> own = new ArrayList<>();
                            addPolicies(own, kind, id, row);
                            return List.of(library.set(own));
                        });
    }

    private Basis basis(@Nullable Object row) {
        return new Basis(aws.managed(), account.policy().managed(), row);
    }

    private void addPolicies(
            List<CompiledPolicy> into, String kind, String principalId, PrincipalRow row) {
        for (InlineRow inline : row.inline()) {
            into.add(policy(kind, principalId, PolicyKind.IDENTITY, inline));
        }
        for (AttachedRow attached : row.attached()) {
            into.add(managed(attached.arn(), attached.id()));
        }
    }

    private CompiledPolicy policy(String kind, String id, PolicyKind policyKind, InlineRow inline) {
        String name = kind + '/' + (id.isEmpty() ? "" : id + '/') + inline.name();
        return library.policy(PolicyName.of(name), policyKind, inline.document());
    }

    /** A policy that is not here may hold a Deny: nothing is decided without it. */
    CompiledPolicy managed(String arn, @Nullable String id) {
        boolean isAws = Arn.isArn(arn) && Arn.parse(arn).account().equals(PolicyOwner.AWS.text());
        ManagedRow row = (isAws ? aws : account.policy()).managedAt(arn);
        if (row == null || (id != null && !id.isEmpty() && !id.equals(row.id()))) {
            throw new BrokenPolicyException("the policy `%s` is not known here".formatted(arn));
        }
        return library.policy(
                new PolicyName(arn, row.version()), PolicyKind.MANAGED, row.document());
    }

    String arn(String kind, String path, String name) {
        return Arn.iam(account.owner(), kind + path + name).toString();
    }

    private static @Nullable UniqueId id(String text) {
        return UniqueId.isWellFormed(text) ? new UniqueId(text) : null;
    }

    private static Resolution unknown(Principal principal, String kind, String name) {
        return new Resolution.Unknown(principal, "there is no %s `%s`".formatted(kind, name));
    }
}
