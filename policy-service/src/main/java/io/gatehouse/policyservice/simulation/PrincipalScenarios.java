package io.gatehouse.policyservice.simulation;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.guardrail.GuardrailRows;
import io.gatehouse.policyservice.guardrail.Guardrails;
import io.gatehouse.policyservice.holding.HeldPolicy;
import io.gatehouse.policyservice.holding.Holdings;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.PolicyIdentifierPolicyType;
import software.amazon.awssdk.services.iam.model.PolicySourceType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What binds a principal that exists, as the read model has it. */
@ApplicationScoped
class PrincipalScenarios {

    private final Holdings holdings;
    private final GuardrailRows guardrails;
    private final Directory directory;

    PrincipalScenarios(Holdings holdings, GuardrailRows guardrails, Directory directory) {
        this.holdings = holdings;
        this.guardrails = guardrails;
        this.directory = directory;
    }

    /** What a principal holds and is bound by. */
    record Bound(
            List<SimulatedPolicy> identity,
            List<SimulatedPolicy> boundaries,
            List<List<SimulatedPolicy>> organization) {}

    /** The policies of the principal and of its groups. */
    Uni<List<SimulatedPolicy>> identity(PrincipalRow principal, Exclusions without) {
        return holdings.of(principal)
                .map(held ->
                        held.stream()
                                .filter(policy -> !without.exclude(policy))
                                .map(PrincipalScenarios::simulated)
                                .toList());
    }

    Uni<Bound> of(PrincipalRow principal, Exclusions without) {
        return identity(principal, without)
                .chain(identity ->
                        boundary(principal, without)
                                .chain(boundary ->
                                        organization(new AccountId(principal.account), without)
                                                .map(levels ->
                                                        new Bound(identity, boundary, levels))));
    }

    private Uni<List<SimulatedPolicy>> boundary(PrincipalRow principal, Exclusions without) {
        boolean none =
                principal.boundaryArn.isEmpty()
                        || without.excludeAll(PolicyIdentifierPolicyType.PERMISSION_BOUNDARY);
        return none
                ? Uni.createFrom().item(List.of())
                : holdings.document(principal.boundaryArn)
                        .map(document ->
                                List.of(
                                        SimulatedPolicy.stored(
                                                name(principal.boundaryArn),
                                                source(principal.boundaryArn),
                                                // A boundary that is gone allows nothing.
                                                document.orElse(""),
                                                PolicyKind.MANAGED)));
    }

    /** The first account is not bound. */
    private Uni<List<List<SimulatedPolicy>>> organization(AccountId account, Exclusions without) {
        if (without.excludeAll(PolicyIdentifierPolicyType.SCP)) {
            return Uni.createFrom().item(List.of());
        }
        return directory
                .isFirst(account)
                .chain(first ->
                        first
                                ? Uni.createFrom().item(Optional.<Guardrails>empty())
                                : guardrails.of(account))
                .map(found -> found.map(PrincipalScenarios::levels).orElse(List.of()));
    }

    private static List<List<SimulatedPolicy>> levels(Guardrails guardrails) {
        List<List<SimulatedPolicy>> levels = new ArrayList<>();
        guardrails
                .serviceControl()
                .forEach(level ->
                        levels.add(
                                level.policies().stream()
                                        .map(policy ->
                                                SimulatedPolicy.stored(
                                                        level.name() + "/" + policy.name(),
                                                        PolicySourceType.NONE,
                                                        policy.document().json(),
                                                        PolicyKind.SERVICE_CONTROL))
                                        .toList()));
        return levels;
    }

    private static SimulatedPolicy simulated(HeldPolicy held) {
        return held.arn()
                .map(arn ->
                        SimulatedPolicy.stored(
                                name(arn), source(arn), held.document(), PolicyKind.MANAGED))
                .orElseGet(() -> inline(held));
    }

    private static SimulatedPolicy inline(HeldPolicy held) {
        HeldPolicy.Holder holder = held.holder();
        PolicySourceType source =
                switch (holder.kind()) {
                    case USER -> PolicySourceType.USER;
                    case GROUP -> PolicySourceType.GROUP;
                    case ROLE -> PolicySourceType.ROLE;
                };
        return SimulatedPolicy.stored(
                "%s_%s_%s".formatted(holder.kind().wire(), holder.name(), held.name()),
                source,
                held.document(),
                PolicyKind.IDENTITY);
    }

    private static PolicySourceType source(String arn) {
        return arn.startsWith("arn:aws:iam::aws:")
                ? PolicySourceType.AWS_MANAGED
                : PolicySourceType.USER_MANAGED;
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
