package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;

/** The actions on policies of a group. */
@ApplicationScoped
class GroupPolicyActions implements ActionSet {

    private static final PrincipalKind KIND = PrincipalKind.GROUP;

    private final InlinePolicies inline;
    private final Attachments attachments;

    GroupPolicyActions(InlinePolicies inline, Attachments attachments) {
        this.inline = inline;
        this.attachments = attachments;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(PutGroupPolicyRequest.class, this::put);
        actions.on(GetGroupPolicyRequest.class, this::read);
        actions.on(ListGroupPoliciesRequest.class, this::list);
        actions.onWrite(DeleteGroupPolicyRequest.class, this::delete);
        actions.onWrite(AttachGroupPolicyRequest.class, this::attach);
        actions.onWrite(DetachGroupPolicyRequest.class, this::detach);
        actions.on(ListAttachedGroupPoliciesRequest.class, this::listAttached);
    }

    private Uni<Written<PutGroupPolicyResponse>> put(PutGroupPolicyRequest request, Call call) {
        return inline.put(
                        call,
                        KIND,
                        request.groupName(),
                        request.policyName(),
                        request.policyDocument())
                .map(at -> Written.at(at, PutGroupPolicyResponse.builder().build()));
    }

    private Uni<GetGroupPolicyResponse> read(GetGroupPolicyRequest request, Call call) {
        return inline.read(call, KIND, request.groupName(), request.policyName())
                .map(found ->
                        GetGroupPolicyResponse.builder()
                                .groupName(found.principal())
                                .policyName(found.name())
                                .policyDocument(found.document())
                                .build());
    }

    private Uni<ListGroupPoliciesResponse> list(ListGroupPoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return inline.list(call, KIND, request.groupName(), page)
                .map(names ->
                        ListGroupPoliciesResponse.builder()
                                .policyNames(names.items())
                                .isTruncated(names.isTruncated())
                                .marker(names.marker())
                                .build());
    }

    private Uni<Written<DeleteGroupPolicyResponse>> delete(
            DeleteGroupPolicyRequest request, Call call) {
        return inline.delete(call, KIND, request.groupName(), request.policyName())
                .map(at -> Written.at(at, DeleteGroupPolicyResponse.builder().build()));
    }

    private Uni<Written<AttachGroupPolicyResponse>> attach(
            AttachGroupPolicyRequest request, Call call) {
        return attachments
                .attach(call, KIND, request.groupName(), request.policyArn())
                .map(at -> Written.at(at, AttachGroupPolicyResponse.builder().build()));
    }

    private Uni<Written<DetachGroupPolicyResponse>> detach(
            DetachGroupPolicyRequest request, Call call) {
        return attachments
                .detach(call, KIND, request.groupName(), request.policyArn())
                .map(at -> Written.at(at, DetachGroupPolicyResponse.builder().build()));
    }

    private Uni<ListAttachedGroupPoliciesResponse> listAttached(
            ListAttachedGroupPoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return attachments
                .list(call, KIND, request.groupName(), request.pathPrefix(), page)
                .map(found ->
                        ListAttachedGroupPoliciesResponse.builder()
                                .attachedPolicies(
                                        found.items().stream()
                                                .map(AttachedPolicyRow::answer)
                                                .toList())
                                .isTruncated(found.isTruncated())
                                .marker(found.marker())
                                .build());
    }
}
