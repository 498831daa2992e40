package io.gatehouse.snapshot;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.snapshot.PolicyTables.InlineRow;
import io.gatehouse.snapshot.PolicyTables.ManagedRow;
import io.gatehouse.snapshot.Registered.AtResource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts what one account holds: the work behind {@link SnapshotView#registered}. */
final class Census {

    private final AccountView account;
    private final AccountId owner;
    private final PolicyTables aws;
    private final PolicyLibrary library;
    private final List<String> entities = new ArrayList<>();
    private final Set<CompiledPolicy> policies = new LinkedHashSet<>();
    private final List<AtResource> atResources = new ArrayList<>();

    Census(AccountView account, AccountId owner, PolicyTables aws, PolicyLibrary library) {
        this.account = account;
        this.owner = owner;
        this.aws = aws;
        this.library = library;
    }

    /** Throws {@link BrokenPolicyException} where a policy cannot be read. */
    Registered take() {
        List<String> principals = principals();
        entities.addAll(principals);
        account.identity()
                .groups()
                .forEach((_, row) -> entities.add(arn("group", row.path() + row.name())));
        managed();
        attachedAndInline();
        guardrails();
        doors();
        return new Registered(owner, principals, entities, List.copyOf(policies), atResources);
    }

    /**
     * As {@link #take()}, of an account that others look into: without registered policies they are
     * let in by trust policies alone, so its roles are all that can be of interest to them.
     */
    Registered takeForOthers() {
        if (account.policy().resources().size() > 0) {
            return take();
        }
        doors();
        List<String> roles = atResources.stream().map(AtResource::pattern).toList();
        return new Registered(owner, List.of(), roles, List.copyOf(policies), atResources);
    }

    private void doors() {
        account.identity()
                .roles()
                .forEach((id, row) -> {
                    if (!row.trustPolicy().isEmpty()) {
                        addAt(
                                arn("role", row.path() + row.name()),
                                "role/" + id + "/trust",
                                PolicyKind.TRUST,
                                row.trustPolicy());
                    }
                });
        account.policy()
                .resources()
                .forEach((id, row) ->
                        addAt(
                                row.pattern().toString(),
                                "resource-policy/" + id,
                                PolicyKind.RESOURCE,
                                row.document()));
    }

    List<String> principals() {
        List<String> principals = new ArrayList<>();
        if (account.identity().hasAccount()) {
            principals.add(Arn.iam(owner, "root").toString());
        }
        account.identity()
                .users()
                .forEach((_, row) -> principals.add(arn("user", row.path() + row.name())));
        account.identity()
                .roles()
                .forEach((_, row) -> principals.add(arn("role", row.path() + row.name())));
        return principals;
    }

    private void managed() {
        account.policy()
                .managed()
                .forEach((_, row) -> {
                    entities.add(row.arn());
                    add(row);
                });
    }

    private void attachedAndInline() {
        account.policy()
                .principals()
                .forEach((id, row) -> {
                    row.inline().forEach(inline -> add(id, PolicyKind.IDENTITY, inline));
                    for (var attached : row.attached()) {
                        ManagedRow ofAws = aws.managedAt(attached.arn());
                        if (ofAws != null && isOfAws(attached.arn())) {
                            add(ofAws);
                        }
                    }
                });
    }

    private void guardrails() {
        var guardrails = account.policy().guardrails();
        if (guardrails == null) {
            return;
        }
        guardrails
                .serviceControl()
                .forEach(level ->
                        level.forEach(one -> add("guardrail", PolicyKind.SERVICE_CONTROL, one)));
        guardrails
                .resourceControl()
                .forEach(level ->
                        level.forEach(one -> add("guardrail", PolicyKind.RESOURCE_CONTROL, one)));
    }

    private void add(ManagedRow row) {
        policies.add(
                library.policy(
                        new PolicyName(row.arn(), row.version()),
                        PolicyKind.MANAGED,
                        row.document()));
    }

    private void add(String holder, PolicyKind kind, InlineRow inline) {
        var _ = add(holder + '/' + inline.name(), kind, inline.document());
    }

    private CompiledPolicy add(String name, PolicyKind kind, String document) {
        CompiledPolicy policy = library.policy(PolicyName.of(name), kind, document);
        policies.add(policy);
        return policy;
    }

    private void addAt(String pattern, String name, PolicyKind kind, String document) {
        atResources.add(new AtResource(pattern, add(name, kind, document)));
    }

    private String arn(String kind, String pathAndName) {
        return Arn.iam(owner, kind + pathAndName).toString();
    }

    private static boolean isOfAws(String arn) {
        return Arn.isArn(arn) && Arn.parse(arn).account().equals(PolicyOwner.AWS.text());
    }
}
