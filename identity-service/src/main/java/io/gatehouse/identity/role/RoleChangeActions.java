package io.gatehouse.identity.role;

import static io.gatehouse.identity.role.RoleKind.ROLES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.role.RoleCommand.DescribeRole;
import io.gatehouse.identity.role.RoleCommand.LimitSessions;
import io.gatehouse.identity.role.RoleCommand.ReplaceTrust;
import io.gatehouse.identity.role.RoleCommand.TagRole;
import io.gatehouse.identity.role.RoleCommand.UntagRole;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** UpdateRole, UpdateRoleDescription, UpdateAssumeRolePolicy, TagRole, UntagRole. */
@ApplicationScoped
public class RoleChangeActions implements ActionSet {

    private final Commands commands;
    private final PermittedRoles roles;
    private final TrustPolicies trusts;
    private final RoleReplies replies;

    RoleChangeActions(
            Commands commands, PermittedRoles roles, TrustPolicies trusts, RoleReplies replies) {
        this.commands = commands;
        this.roles = roles;
        this.trusts = trusts;
        this.replies = replies;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(UpdateRoleRequest.class, this::update);
        actions.onWrite(UpdateRoleDescriptionRequest.class, this::describe);
        actions.onWrite(UpdateAssumeRolePolicyRequest.class, this::trust);
        actions.onWrite(TagRoleRequest.class, this::tag);
        actions.onWrite(UntagRoleRequest.class, this::untag);
    }

    /** What is left out stays as it is. */
    private Uni<Written<UpdateRoleResponse>> update(UpdateRoleRequest request, Call call) {
        List<RoleCommand> changes = new ArrayList<>();
        if (request.description() != null) {
            changes.add(new DescribeRole(request.description()));
        }
        if (request.maxSessionDuration() != null) {
            changes.add(new LimitSessions(Duration.ofSeconds(request.maxSessionDuration())));
        }
        return roles.require(call, "UpdateRole", request.roleName())
                .chain(role -> run(role, changes))
                .map(done -> new Written<>(UpdateRoleResponse.builder().build(), done.revision()));
    }

    private Uni<Written<UpdateRoleDescriptionResponse>> describe(
            UpdateRoleDescriptionRequest request, Call call) {
        return roles.require(call, "UpdateRoleDescription", request.roleName())
                .chain(role -> run(role, List.of(new DescribeRole(request.description()))))
                .chain(done ->
                        replies.of(RoleRow.of(call.account(), done.state()))
                                .map(role ->
                                        new Written<>(
                                                UpdateRoleDescriptionResponse.builder()
                                                        .role(role)
                                                        .build(),
                                                done.revision())));
    }

    private Uni<Written<UpdateAssumeRolePolicyResponse>> trust(
            UpdateAssumeRolePolicyRequest request, Call call) {
        String document = request.policyDocument();
        int size = TrustPolicy.size(document);
        return roles.require(call, "UpdateAssumeRolePolicy", request.roleName())
                .chain(role ->
                        trusts.stored(document)
                                .chain(trust -> run(role, List.of(new ReplaceTrust(trust, size)))))
                .map(done ->
                        new Written<>(
                                UpdateAssumeRolePolicyResponse.builder().build(), done.revision()));
    }

    private Uni<Written<TagRoleResponse>> tag(TagRoleRequest request, Call call) {
        Tags tags = Form.tags(request.tags());
        ContextKeys keys = ContextKeys.none().withRequestTags(Form.tagMap(tags));
        return roles.require(call, "TagRole", request.roleName(), keys)
                .chain(role -> run(role, List.of(new TagRole(tags))))
                .map(done -> new Written<>(TagRoleResponse.builder().build(), done.revision()));
    }

    private Uni<Written<UntagRoleResponse>> untag(UntagRoleRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        ContextKeys keys = ContextKeys.none().withAll("aws:TagKeys", tagKeys);
        return roles.require(call, "UntagRole", request.roleName(), keys)
                .chain(role -> run(role, List.of(new UntagRole(tagKeys))))
                .map(done -> new Written<>(UntagRoleResponse.builder().build(), done.revision()));
    }

    private Uni<Done<Role>> run(Permitted<RoleRow> role, List<RoleCommand> changes) {
        RoleRow row = role.target();
        Asked<RoleCommand> asked = Asked.of(row.id().text(), changes);
        return commands.run(role.origin(), row.account(), ROLES, _ -> Uni.createFrom().item(asked));
    }
}
