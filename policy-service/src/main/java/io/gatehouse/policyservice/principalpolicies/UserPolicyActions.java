package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** The actions on policies of a user. */
@ApplicationScoped
class UserPolicyActions implements ActionSet {

    private static final PrincipalKind KIND = PrincipalKind.USER;

    private final InlinePolicies inline;
    private final Attachments attachments;

    UserPolicyActions(InlinePolicies inline, Attachments attachments) {
        this.inline = inline;
        this.attachments = attachments;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(PutUserPolicyRequest.class, this::put);
        actions.on(GetUserPolicyRequest.class, this::read);
        actions.on(ListUserPoliciesRequest.class, this::list);
        actions.onWrite(DeleteUserPolicyRequest.class, this::delete);
        actions.onWrite(AttachUserPolicyRequest.class, this::attach);
        actions.onWrite(DetachUserPolicyRequest.class, this::detach);
        actions.on(ListAttachedUserPoliciesRequest.class, this::listAttached);
    }

    private Uni<Written<PutUserPolicyResponse>> put(PutUserPolicyRequest request, Call call) {
        return inline.put(
                        call,
                        KIND,
                        request.userName(),
                        request.policyName(),
                        request.policyDocument())
                .map(at -> Written.at(at, PutUserPolicyResponse.builder().build()));
    }

    private Uni<GetUserPolicyResponse> read(GetUserPolicyRequest request, Call call) {
        return inline.read(call, KIND, request.userName(), request.policyName())
                .map(found ->
                        GetUserPolicyResponse.builder()
                                .userName(found.principal())
                                .policyName(found.name())
                                .policyDocument(found.document())
                                .build());
    }

    private Uni<ListUserPoliciesResponse> list(ListUserPoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return inline.list(call, KIND, request.userName(), page)
                .map(names ->
                        ListUserPoliciesResponse.builder()
                                .policyNames(names.items())
                                .isTruncated(names.isTruncated())
                                .marker(names.marker())
                                .build());
    }

    private Uni<Written<DeleteUserPolicyResponse>> delete(
            DeleteUserPolicyRequest request, Call call) {
        return inline.delete(call, KIND, request.userName(), request.policyName())
                .map(at -> Written.at(at, DeleteUserPolicyResponse.builder().build()));
    }

    private Uni<Written<AttachUserPolicyResponse>> attach(
            AttachUserPolicyRequest request, Call call) {
        return attachments
                .attach(call, KIND, request.userName(), request.policyArn())
                .map(at -> Written.at(at, AttachUserPolicyResponse.builder().build()));
    }

    private Uni<Written<DetachUserPolicyResponse>> detach(
            DetachUserPolicyRequest request, Call call) {
        return attachments
                .detach(call, KIND, request.userName(), request.policyArn())
                .map(at -> Written.at(at, DetachUserPolicyResponse.builder().build()));
    }

    private Uni<ListAttachedUserPoliciesResponse> listAttached(
            ListAttachedUserPoliciesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return attachments
                .list(call, KIND, request.userName(), request.pathPrefix(), page)
                .map(found ->
                        ListAttachedUserPoliciesResponse.builder()
                                .attachedPolicies(
                                        found.items().stream()
                                                .map(AttachedPolicyRow::answer)
                                                .toList())
                                .isTruncated(found.isTruncated())
                                .marker(found.marker())
                                .build());
    }
}
