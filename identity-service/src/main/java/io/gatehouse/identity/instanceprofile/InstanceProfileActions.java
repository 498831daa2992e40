package io.gatehouse.identity.instanceprofile;

import static io.gatehouse.identity.instanceprofile.InstanceProfileKind.INSTANCE_PROFILES;

import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.CreateInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.DeleteInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.TagInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.UntagInstanceProfile;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;

import java.security.SecureRandom;
import java.util.List;

/** CreateInstanceProfile, DeleteInstanceProfile, TagInstanceProfile, UntagInstanceProfile. */
@ApplicationScoped
public class InstanceProfileActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedInstanceProfiles profiles;
    private final Gate gate;
    private final InstanceProfileReplies replies;

    InstanceProfileActions(
            Commands commands,
            PermittedInstanceProfiles profiles,
            Gate gate,
            InstanceProfileReplies replies) {
        this.commands = commands;
        this.profiles = profiles;
        this.gate = gate;
        this.replies = replies;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateInstanceProfileRequest.class, this::create);
        actions.onWrite(DeleteInstanceProfileRequest.class, this::delete);
        actions.onWrite(TagInstanceProfileRequest.class, this::tag);
        actions.onWrite(UntagInstanceProfileRequest.class, this::untag);
    }

    private Uni<Written<CreateInstanceProfileResponse>> create(
            CreateInstanceProfileRequest request, Call call) {
        AccountId account = call.account();
        EntityName name = new EntityName(request.instanceProfileName());
        EntityPath path = Form.path(request.path());
        Tags tags = Form.exactTags(request.tags());
        ContextKeys keys =
                ContextKeys.none()
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        Arn arn = InstanceProfileRow.arn(account, path, name);
        return gate.require(call, "CreateInstanceProfile", arn, keys)
                .chain(origin ->
                        commands.run(
                                origin,
                                account,
                                INSTANCE_PROFILES,
                                moment -> newProfile(moment, account, name, path, tags)))
                .chain(done ->
                        replies.of(InstanceProfileRow.of(account, done.state()))
                                .map(profile ->
                                        new Written<>(
                                                CreateInstanceProfileResponse.builder()
                                                        .instanceProfile(profile)
                                                        .build(),
                                                done.revision())));
    }

    private static Uni<Asked<InstanceProfileCommand>> newProfile(
            Moment moment, AccountId account, EntityName name, EntityPath path, Tags tags) {
        UniqueId id = UniqueId.random(IdKind.INSTANCE_PROFILE, CHANCE);
        return InstanceProfileView.byName(moment.sql(), account, name)
                .chain(holder ->
                        holder.isPresent()
                                ? Uni.createFrom().item(taken(name))
                                : InstanceProfileView.count(moment.sql(), account)
                                        .map(existing ->
                                                Asked.of(
                                                        id.text(),
                                                        new CreateInstanceProfile(
                                                                id,
                                                                name,
                                                                path,
                                                                tags,
                                                                moment.now(),
                                                                existing))));
    }

    private static Asked<InstanceProfileCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "Instance Profile " + name + " already exists."));
    }

    private Uni<Written<DeleteInstanceProfileResponse>> delete(
            DeleteInstanceProfileRequest request, Call call) {
        String name = request.instanceProfileName();
        return profiles.require(call, "DeleteInstanceProfile", name, ContextKeys.none())
                .chain(profile -> run(profile, new DeleteInstanceProfile()))
                .map(done ->
                        new Written<>(
                                DeleteInstanceProfileResponse.builder().build(), done.revision()));
    }

    private Uni<Written<TagInstanceProfileResponse>> tag(
            TagInstanceProfileRequest request, Call call) {
        Tags tags = Form.exactTags(request.tags());
        ContextKeys keys = ContextKeys.none().withRequestTags(Form.tagMap(tags));
        return profiles.require(call, "TagInstanceProfile", request.instanceProfileName(), keys)
                .chain(profile -> run(profile, new TagInstanceProfile(tags)))
                .map(done ->
                        new Written<>(
                                TagInstanceProfileResponse.builder().build(), done.revision()));
    }

    private Uni<Written<UntagInstanceProfileResponse>> untag(
            UntagInstanceProfileRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        ContextKeys keys = ContextKeys.none().withAll("aws:TagKeys", tagKeys);
        return profiles.require(call, "UntagInstanceProfile", request.instanceProfileName(), keys)
                .chain(profile -> run(profile, new UntagInstanceProfile(tagKeys)))
                .map(done ->
                        new Written<>(
                                UntagInstanceProfileResponse.builder().build(), done.revision()));
    }

    private Uni<Done<InstanceProfile>> run(
            Permitted<InstanceProfileRow> profile, InstanceProfileCommand command) {
        InstanceProfileRow row = profile.target();
        return commands.run(
                profile.origin(),
                row.account(),
                INSTANCE_PROFILES,
                Asked.always(row.id().text(), command));
    }
}
