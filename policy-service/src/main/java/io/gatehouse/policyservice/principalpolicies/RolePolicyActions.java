package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** The actions on policies of a role. */
@ApplicationScoped
class RolePolicyActions implements ActionSet {

    private static final PrincipalKind KIND = PrincipalKind.ROLE;

    private final InlinePolicies inline;
    private final Attachments attachments;

    RolePolicyActions(InlinePolicies inline, Attachments attachments) {
        this.inline = inline;
        this.attachments = attachments;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(PutRolePolicyRequest.class, this::put);
        actions.on(GetRolePolicyRequest.class, this::read);
        actions.on(ListRolePoliciesRequest.class, this::list);
        actions.onWrite(DeleteRolePolicyRequest.class, this::delete);
        actions.onWrite(AttachRolePolicyRequest.class, this::attach);
        actions.onWrite(DetachRolePolicyRequest.class, this::detach);
        actions.on(ListAttachedRolePoliciesRequest.class, this::listAttached);
    }

    private Uni<Written<PutRolePolicyResponse>> put(PutRolePolicyRequest request, Call call) {
        return inline.put(
                        call,
                        KIND,
                        request.roleName(),
                        request.policyName(),
                        request.policyDocument())
                .map(at -> Written.at(at, PutRolePolicyResponse.builder().build()));
    }

    private Uni<GetRolePolicyResponse> read(GetRolePolicyRequest request, Call call) {
        return inline.read(call, KIND, request.roleName(), request.policyName())
                .map(found ->
                        GetRolePolicyResponse.builder()
                                .roleName(found.principal())
                                .policyName(found.name())
                                .policyDocument(found.document())
                                .build());
    }

    private Uni<ListRolePoliciesResponse> list(ListRolePoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return inline.list(call, KIND, request.roleName(), page)
                .map(names ->
                        ListRolePoliciesResponse.builder()
                                .policyNames(names.items())
                                .isTruncated(names.isTruncated())
                                .marker(names.marker())
                                .build());
    }

    private Uni<Written<DeleteRolePolicyResponse>> delete(
            DeleteRolePolicyRequest request, Call call) {
        return inline.delete(call, KIND, request.roleName(), request.policyName())
                .map(at -> Written.at(at, DeleteRolePolicyResponse.builder().build()));
    }

    private Uni<Written<AttachRolePolicyResponse>> attach(
            AttachRolePolicyRequest request, Call call) {
        return attachments
                .attach(call, KIND, request.roleName(), request.policyArn())
                .map(at -> Written.at(at, AttachRolePolicyResponse.builder().build()));
    }

    private Uni<Written<DetachRolePolicyResponse>> detach(
            DetachRolePolicyRequest request, Call call) {
        return attachments
                .detach(call, KIND, request.roleName(), request.policyArn())
                .map(at -> Written.at(at, DetachRolePolicyResponse.builder().build()));
    }

    private Uni<ListAttachedRolePoliciesResponse> listAttached(
            ListAttachedRolePoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return attachments
                .list(call, KIND, request.roleName(), request.pathPrefix(), page)
                .map(found ->
                        ListAttachedRolePoliciesResponse.builder()
                                .attachedPolicies(
                                        found.items().stream()
                                                .map(AttachedPolicyRow::answer)
                                                .toList())
                                .isTruncated(found.isTruncated())
                                .marker(found.marker())
                                .build());
    }
}
