package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.principalpolicies.InlinePolicies.Inline;
import io.gatehouse.policyservice.value.PrincipalKind;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/**
 * The actions on policies of users, groups and roles: Put, Get, List and Delete of inline ones,
 * Attach, Detach and ListAttached of managed ones.
 */
@ApplicationScoped
class PrincipalPolicyActions implements ActionSet {

    private final PrincipalPolicyHandlers handle;

    PrincipalPolicyActions(PrincipalPolicyHandlers handle) {
        this.handle = handle;
    }

    @Override
    public void registerOn(Actions actions) {
        registerOfUsers(actions);
        registerOfGroups(actions);
        registerOfRoles(actions);
    }

    private void registerOfUsers(Actions actions) {
        actions.onWrite(
                PutUserPolicyRequest.class,
                handle.put(PrincipalKind.USER, PutUserPolicyResponse.builder().build()));
        actions.on(
                GetUserPolicyRequest.class,
                handle.read(PrincipalKind.USER, PrincipalPolicyActions::ofUser));
        actions.on(
                ListUserPoliciesRequest.class,
                handle.list(PrincipalKind.USER, PrincipalPolicyActions::ofUser));
        actions.onWrite(
                DeleteUserPolicyRequest.class,
                handle.delete(PrincipalKind.USER, DeleteUserPolicyResponse.builder().build()));
        actions.onWrite(
                AttachUserPolicyRequest.class,
                handle.attach(PrincipalKind.USER, AttachUserPolicyResponse.builder().build()));
        actions.onWrite(
                DetachUserPolicyRequest.class,
                handle.detach(PrincipalKind.USER, DetachUserPolicyResponse.builder().build()));
        actions.on(
                ListAttachedUserPoliciesRequest.class,
                handle.attached(PrincipalKind.USER, PrincipalPolicyActions::attachedToUser));
    }

    private void registerOfGroups(Actions actions) {
        actions.onWrite(
                PutGroupPolicyRequest.class,
                handle.put(PrincipalKind.GROUP, PutGroupPolicyResponse.builder().build()));
        actions.on(
                GetGroupPolicyRequest.class,
                handle.read(PrincipalKind.GROUP, PrincipalPolicyActions::ofGroup));
        actions.on(
                ListGroupPoliciesRequest.class,
                handle.list(PrincipalKind.GROUP, PrincipalPolicyActions::ofGroup));
        actions.onWrite(
                DeleteGroupPolicyRequest.class,
                handle.delete(PrincipalKind.GROUP, DeleteGroupPolicyResponse.builder().build()));
        actions.onWrite(
                AttachGroupPolicyRequest.class,
                handle.attach(PrincipalKind.GROUP, AttachGroupPolicyResponse.builder().build()));
        actions.onWrite(
                DetachGroupPolicyRequest.class,
                handle.detach(PrincipalKind.GROUP, DetachGroupPolicyResponse.builder().build()));
        actions.on(
                ListAttachedGroupPoliciesRequest.class,
                handle.attached(PrincipalKind.GROUP, PrincipalPolicyActions::attachedToGroup));
    }

    private void registerOfRoles(Actions actions) {
        actions.onWrite(
                PutRolePolicyRequest.class,
                handle.put(PrincipalKind.ROLE, PutRolePolicyResponse.builder().build()));
        actions.on(
                GetRolePolicyRequest.class,
                handle.read(PrincipalKind.ROLE, PrincipalPolicyActions::ofRole));
        actions.on(
                ListRolePoliciesRequest.class,
                handle.list(PrincipalKind.ROLE, PrincipalPolicyActions::ofRole));
        actions.onWrite(
                DeleteRolePolicyRequest.class,
                handle.delete(PrincipalKind.ROLE, DeleteRolePolicyResponse.builder().build()));
        actions.onWrite(
                AttachRolePolicyRequest.class,
                handle.attach(PrincipalKind.ROLE, AttachRolePolicyResponse.builder().build()));
        actions.onWrite(
                DetachRolePolicyRequest.class,
                handle.detach(PrincipalKind.ROLE, DetachRolePolicyResponse.builder().build()));
        actions.on(
                ListAttachedRolePoliciesRequest.class,
                handle.attached(PrincipalKind.ROLE, PrincipalPolicyActions::attachedToRole));
    }

    private static GetUserPolicyResponse ofUser(Inline found) {
        return GetUserPolicyResponse.builder()
                .userName(found.principal())
                .policyName(found.name())
                .policyDocument(found.document())
                .build();
    }

    private static ListUserPoliciesResponse ofUser(Page<String> names) {
        return ListUserPoliciesResponse.builder()
                .policyNames(names.items())
                .isTruncated(names.isTruncated())
                .marker(names.marker())
                .build();
    }

    private static ListAttachedUserPoliciesResponse attachedToUser(Page<AttachedPolicyRow> found) {
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(found.map(AttachedPolicyRow::answer).items())
                .isTruncated(found.isTruncated())
                .marker(found.marker())
                .build();
    }

    private static GetGroupPolicyResponse ofGroup(Inline found) {
        return GetGroupPolicyResponse.builder()
                .groupName(found.principal())
                .policyName(found.name())
                .policyDocument(found.document())
                .build();
    }

    private static ListGroupPoliciesResponse ofGroup(Page<String> names) {
        return ListGroupPoliciesResponse.builder()
                .policyNames(names.items())
                .isTruncated(names.isTruncated())
                .marker(names.marker())
                .build();
    }

    private static ListAttachedGroupPoliciesResponse attachedToGroup(
            Page<AttachedPolicyRow> found) {
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(found.map(AttachedPolicyRow::answer).items())
                .isTruncated(found.isTruncated())
                .marker(found.marker())
                .build();
    }

    private static GetRolePolicyResponse ofRole(Inline found) {
        return GetRolePolicyResponse.builder()
                .roleName(found.principal())
                .policyName(found.name())
                .policyDocument(found.document())
                .build();
    }

    private static ListRolePoliciesResponse ofRole(Page<String> names) {
        return ListRolePoliciesResponse.builder()
                .policyNames(names.items())
                .isTruncated(names.isTruncated())
                .marker(names.marker())
                .build();
    }

    private static ListAttachedRolePoliciesResponse attachedToRole(Page<AttachedPolicyRow> found) {
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(found.map(AttachedPolicyRow::answer).items())
                .isTruncated(found.isTruncated())
                .marker(found.marker())
                .build();
    }
}
