package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyRows.Usage;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Arns;
import io.gatehouse.policyservice.request.AwsTags;
import io.gatehouse.policyservice.request.Documents;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyPath;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Tags;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;

import java.util.List;

/** CreatePolicy, GetPolicy, ListPolicies, DeletePolicy. */
@ApplicationScoped
class ManagedPolicyActions implements ActionSet {

    private final PolicyAccess policyAccess;
    private final Access access;
    private final ManagedPolicyReads reads;
    private final ManagedPolicyWrites writes;
    private final Inputs inputs;

    ManagedPolicyActions(
            PolicyAccess policyAccess,
            Access access,
            ManagedPolicyReads reads,
            ManagedPolicyWrites writes,
            Inputs inputs) {
        this.policyAccess = policyAccess;
        this.access = access;
        this.reads = reads;
        this.writes = writes;
        this.inputs = inputs;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreatePolicyRequest.class, this::create);
        actions.on(GetPolicyRequest.class, this::read);
        actions.on(ListPoliciesRequest.class, this::list);
        actions.onWrite(DeletePolicyRequest.class, this::delete);
    }

    private Uni<Written<CreatePolicyResponse>> create(CreatePolicyRequest request, Call call) {
        PolicyArn arn =
                new PolicyArn(
                        call.account(), path(request.path()), new PolicyName(request.policyName()));
        Tags tags = AwsTags.read(request.tags());
        UniqueId id = inputs.policyId();
        ContextKeys keys =
                ContextKeys.none()
                        .withRequestTags(AwsTags.byKey(tags))
                        .withResourceTags(AwsTags.byKey(tags));
        return access.require(call, "CreatePolicy", arn.toString(), keys)
                .chain(permit -> {
                    PolicyText document =
                            Documents.checked(request.policyDocument(), PolicyKind.MANAGED);
                    return writes.create(
                            arn,
                            id,
                            Requests.asked(call, permit, Revision.NONE),
                            existing ->
                                    new ManagedPolicyCommand.CreatePolicy(
                                            id,
                                            arn,
                                            orEmpty(request.description()),
                                            document,
                                            tags,
                                            inputs.now(),
                                            existing));
                })
                .map(Done::of)
                .map(done ->
                        Written.at(
                                done.position(),
                                CreatePolicyResponse.builder()
                                        .policy(created(done.answer()))
                                        .build()));
    }

    private Uni<GetPolicyResponse> read(GetPolicyRequest request, Call call) {
        return policyAccess
                .toRead(call, "GetPolicy", Arns.policy(request.policyArn()))
                .chain(admitted -> reads.used(call, admitted.row()))
                .map(used ->
                        GetPolicyResponse.builder()
                                .policy(ManagedPolicyAnswers.detailed(used.row(), used.use()))
                                .build());
    }

    private Uni<ListPoliciesResponse> list(ListPoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        List<PolicyOwner> owners = owners(request.scope(), call);
        Usage usage = usage(request);
        return access.require(call, "ListPolicies", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> reads.list(call, owners, request.pathPrefix(), usage, page))
                .map(found ->
                        ListPoliciesResponse.builder()
                                .policies(
                                        found.items().stream()
                                                .map(used ->
                                                        ManagedPolicyAnswers.policy(
                                                                        used.row(), used.use())
                                                                .build())
                                                .toList())
                                .isTruncated(found.isTruncated())
                                .marker(found.marker())
                                .build());
    }

    private Uni<Written<DeletePolicyResponse>> delete(DeletePolicyRequest request, Call call) {
        PolicyArn arn = Arns.policy(request.policyArn());
        return policyAccess
                .toChange(call, "DeletePolicy", arn, ContextKeys.none())
                .chain(admitted ->
                        reads.used(call, admitted.row())
                                .chain(used ->
                                        writes.delete(
                                                arn,
                                                Requests.asked(
                                                        call, admitted.permit(), Revision.NONE),
                                                used.use().boundaries())))
                .map(Done::of)
                .map(done -> Written.at(done.position(), DeletePolicyResponse.builder().build()));
    }

    private static software.amazon.awssdk.services.iam.model.Policy created(ManagedPolicy policy) {
        if (policy instanceof ManagedPolicy.Active active) {
            return ManagedPolicyAnswers.created(active);
        }
        throw new IllegalStateException("a policy that was created is there");
    }

    private static PolicyPath path(@Nullable String path) {
        try {
            return path == null ? PolicyPath.ROOT : new PolicyPath(path);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "The specified value for path is invalid. It must begin and end with / and"
                            + " contain only alphanumeric characters and/or / characters.");
        }
    }

    private static List<PolicyOwner> owners(@Nullable PolicyScopeType scope, Call call) {
        return switch (scope == null ? PolicyScopeType.ALL : scope) {
            case AWS -> List.of(PolicyOwner.AWS);
            case LOCAL -> List.of(call.account());
            case ALL, UNKNOWN_TO_SDK_VERSION -> List.of(PolicyOwner.AWS, call.account());
        };
    }

    private static Usage usage(ListPoliciesRequest request) {
        PolicyUsageType filter = request.policyUsageFilter();
        if (filter == PolicyUsageType.PERMISSIONS_BOUNDARY) {
            return Usage.BOUNDARY;
        }
        boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
        return onlyAttached || filter == PolicyUsageType.PERMISSIONS_POLICY
                ? Usage.ATTACHED
                : Usage.ANY;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
