package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * All policies that bear on one request, gathered before deciding. Immutable; make one for each
 * principal and keep it.
 *
 * @param identity inline and managed policies of the principal and of its groups
 * @param boundaries permissions boundaries; each must allow
 * @param session the union of the session policies; null where the session has none
 * @param serviceControl service control policies by level, root of the organization first; null
 *     where none apply, an empty level allows nothing
 * @param resourceControl resource control policies by level, of the resource's account; null where
 *     none apply, an empty level allows nothing
 * @param resource the resource's own policy; for {@code sts:AssumeRole…} on a role, its trust
 *     policy; null where there is none
 * @param resourceMatching how {@code resource} names principals
 */
public record ApplicablePolicies(
        PolicySet identity,
        List<PolicySet> boundaries,
        @Nullable PolicySet session,
        @Nullable List<PolicySet> serviceControl,
        @Nullable List<PolicySet> resourceControl,
        @Nullable PolicySet resource,
        PrincipalMatching resourceMatching) {

    /** No policies at all. */
    public static final ApplicablePolicies NONE = builder().build();

    public ApplicablePolicies {
        boundaries = List.copyOf(boundaries);
        serviceControl = serviceControl == null ? null : List.copyOf(serviceControl);
        resourceControl = resourceControl == null ? null : List.copyOf(resourceControl);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The same, with the policy of one resource. */
    public ApplicablePolicies withResource(
            @Nullable PolicySet policy,
            PrincipalMatching matching,
            @Nullable List<PolicySet> resourceControlLevels) {
        return new ApplicablePolicies(
                identity,
                boundaries,
                session,
                serviceControl,
                resourceControlLevels,
                policy,
                matching);
    }

    /** Collects the policies; what is not set does not apply. Not for threads. */
    public static final class Builder {
        private PolicySet identity = PolicySet.EMPTY;
        private final List<PolicySet> boundaries = new ArrayList<>();
        private @Nullable PolicySet session;
        private @Nullable List<PolicySet> serviceControl;
        private @Nullable List<PolicySet> resourceControl;
        private @Nullable PolicySet resource;
        private PrincipalMatching matching = PrincipalMatching.STORED;

        private Builder() {}

        public Builder identity(PolicySet set) {
            identity = set;
            return this;
        }

        public Builder boundary(PolicySet set) {
            boundaries.add(set);
            return this;
        }

        public Builder session(@Nullable PolicySet set) {
            session = set;
            return this;
        }

        public Builder serviceControl(@Nullable List<PolicySet> levels) {
            serviceControl = levels;
            return this;
        }

        public Builder resourceControl(@Nullable List<PolicySet> levels) {
            resourceControl = levels;
            return this;
        }

        public Builder resource(@Nullable PolicySet policy, PrincipalMatching how) {
            resource = policy;
            matching = how;
            return this;
        }

        public ApplicablePolicies build() {
            return new ApplicablePolicies(
                    identity,
                    boundaries,
                    session,
                    serviceControl,
                    resourceControl,
                    resource,
                    matching);
        }
    }
}
