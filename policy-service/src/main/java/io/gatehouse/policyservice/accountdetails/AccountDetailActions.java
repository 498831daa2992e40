package io.gatehouse.policyservice.accountdetails;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.accountdetails.Place.Part;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.managedpolicy.DetailedPolicies;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** GetAccountAuthorizationDetails. */
@ApplicationScoped
class AccountDetailActions implements ActionSet {

    private final Access access;
    private final Directory directory;
    private final PrincipalDetails principals;
    private final PolicyDetails policies;

    AccountDetailActions(
            Access access,
            Directory directory,
            PrincipalDetails principals,
            PolicyDetails policies) {
        this.access = access;
        this.directory = directory;
        this.principals = principals;
        this.policies = policies;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetAccountAuthorizationDetailsRequest.class, this::details);
    }

    private Uni<GetAccountAuthorizationDetailsResponse> details(
            GetAccountAuthorizationDetailsRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        Place from = Place.of(page.after());
        Set<Part> wanted = parts(request.filter());
        Details details = new Details(page.size());
        return access.require(
                        call,
                        "GetAccountAuthorizationDetails",
                        Guard.NO_RESOURCE,
                        ContextKeys.none())
                .chain(() -> directory.reached(call, call.account()))
                .chain(() -> collect(call.account(), wanted, from, details))
                .map(_ -> answer(details));
    }

    /** Part after part until the page is full. */
    private Uni<Void> collect(AccountId account, Set<Part> wanted, Place from, Details details) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Part part : Part.values()) {
            if (wanted.contains(part) && part.compareTo(from.part()) >= 0) {
                String after = part == from.part() ? from.after() : "";
                all = all.chain(() -> collect(account, part, after, details));
            }
        }
        return all;
    }

    private Uni<Void> collect(AccountId account, Part part, String after, Details details) {
        if (!details.next.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (details.room() == 0) {
            details.next = new Place(part, after).key();
            return Uni.createFrom().voidItem();
        }
        Uni<Boolean> more =
                switch (part) {
                    case USERS -> principals.add(account, PrincipalKind.USER, after, details);
                    case GROUPS -> principals.add(account, PrincipalKind.GROUP, after, details);
                    case ROLES -> principals.add(account, PrincipalKind.ROLE, after, details);
                    case LOCAL_POLICIES -> policies.add(account, account, after, details);
                    case AWS_POLICIES -> policies.add(account, PolicyOwner.AWS, after, details);
                };
        return more.invoke(
                        truncated -> {
                            if (truncated) {
                                details.next = new Place(part, last(part, details)).key();
                            }
                        })
                .replaceWithVoid();
    }

    private static String last(Part part, Details details) {
        return switch (part) {
            case USERS -> folded(details.users.getLast().userName());
            case GROUPS -> folded(details.groups.getLast().groupName());
            case ROLES -> folded(details.roles.getLast().roleName());
            case LOCAL_POLICIES, AWS_POLICIES -> DetailedPolicies.key(details.policies.getLast());
        };
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static GetAccountAuthorizationDetailsResponse answer(Details details) {
        GetAccountAuthorizationDetailsResponse.Builder answer =
                GetAccountAuthorizationDetailsResponse.builder()
                        .userDetailList(details.users)
                        .groupDetailList(details.groups)
                        .roleDetailList(details.roles)
                        .policies(details.policies)
                        .isTruncated(!details.next.isEmpty());
        return (details.next.isEmpty() ? answer : answer.marker(PageRequest.marker(details.next)))
                .build();
    }

    private static Set<Part> parts(List<EntityType> filter) {
        if (filter.isEmpty()) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (EntityType type : filter) {
            switch (type) {
                case USER -> parts.add(Part.USERS);
                case GROUP -> parts.add(Part.GROUPS);
                case ROLE -> parts.add(Part.ROLES);
                case LOCAL_MANAGED_POLICY -> parts.add(Part.LOCAL_POLICIES);
                case AWS_MANAGED_POLICY -> parts.add(Part.AWS_POLICIES);
                case UNKNOWN_TO_SDK_VERSION -> {
                    // The model's enumeration was checked before.
                }
            }
        }
        return parts;
    }
}
