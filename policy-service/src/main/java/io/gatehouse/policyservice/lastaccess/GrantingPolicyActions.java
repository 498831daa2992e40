package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.holding.HeldPolicy;
import io.gatehouse.policyservice.holding.Holdings;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.simulation.PolicySources;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessEntry;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessResponse;
import software.amazon.awssdk.services.iam.model.PolicyGrantingServiceAccess;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.PolicyType;

import java.util.List;
import java.util.stream.IntStream;

/** ListPoliciesGrantingServiceAccess. */
@ApplicationScoped
class GrantingPolicyActions implements ActionSet {

    private final PolicySources sources;
    private final Holdings holdings;

    GrantingPolicyActions(PolicySources sources, Holdings holdings) {
        this.sources = sources;
        this.holdings = holdings;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(ListPoliciesGrantingServiceAccessRequest.class, this::list);
    }

    private Uni<ListPoliciesGrantingServiceAccessResponse> list(
            ListPoliciesGrantingServiceAccessRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), null);
        List<String> services = request.serviceNamespaces();
        return sources.require(call, "ListPoliciesGrantingServiceAccess", request.arn())
                .chain(principal ->
                        holdings.of(principal).map(held -> page(services, principal, held, page)))
                .map(entries ->
                        ListPoliciesGrantingServiceAccessResponse.builder()
                                .policiesGrantingServiceAccess(entries.items())
                                .isTruncated(entries.isTruncated())
                                .marker(entries.marker())
                                .build());
    }

    private static Page<ListPoliciesGrantingServiceAccessEntry> page(
            List<String> services,
            PrincipalRow principal,
            List<HeldPolicy> held,
            PageRequest page) {
        List<Integer> places = IntStream.range(0, services.size()).boxed().toList();
        return Page.among(places, page, "%06d"::formatted)
                .map(place -> entry(services.get(place), principal, held));
    }

    private static ListPoliciesGrantingServiceAccessEntry entry(
            String service, PrincipalRow principal, List<HeldPolicy> held) {
        return ListPoliciesGrantingServiceAccessEntry.builder()
                .serviceNamespace(service)
                .policies(
                        held.stream()
                                .filter(one -> GrantedServices.of(one.document()).include(service))
                                .map(one -> answer(one, principal))
                                .toList())
                .build();
    }

    /** An inline policy is told with whom it is written on. */
    private static PolicyGrantingServiceAccess answer(HeldPolicy held, PrincipalRow principal) {
        PolicyGrantingServiceAccess.Builder answer =
                PolicyGrantingServiceAccess.builder().policyName(held.name());
        return held.arn()
                .map(arn -> answer.policyType(PolicyType.MANAGED).policyArn(arn))
                .orElseGet(() ->
                        answer.policyType(PolicyType.INLINE)
                                .entityType(
                                        switch (held.holder().kind()) {
                                            case USER -> PolicyOwnerEntityType.USER;
                                            case GROUP -> PolicyOwnerEntityType.GROUP;
                                            case ROLE -> PolicyOwnerEntityType.ROLE;
                                        })
                                .entityName(
                                        held.holder().id().equals(principal.id)
                                                ? principal.name
                                                : held.holder().name()))
                .build();
    }
}
