package io.gatehouse.identity.user;

import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.user.UserCommand.TagUser;
import io.gatehouse.identity.user.UserCommand.UntagUser;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;

import java.util.List;

/** TagUser, UntagUser, ListUserTags. */
@ApplicationScoped
public class UserTagActions implements ActionSet {

    private final Commands commands;
    private final PermittedUsers users;

    UserTagActions(Commands commands, PermittedUsers users) {
        this.commands = commands;
        this.users = users;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(TagUserRequest.class, this::tag);
        actions.onWrite(UntagUserRequest.class, this::untag);
        actions.on(ListUserTagsRequest.class, this::list);
    }

    private Uni<Written<TagUserResponse>> tag(TagUserRequest request, Call call) {
        Tags tags = Form.tags(request.tags());
        ContextKeys keys = ContextKeys.none().withRequestTags(Form.tagMap(tags));
        return users.require(call, "TagUser", request.userName(), keys)
                .chain(user -> run(user, new TagUser(tags)))
                .map(done -> new Written<>(TagUserResponse.builder().build(), done.revision()));
    }

    private Uni<Written<UntagUserResponse>> untag(UntagUserRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        ContextKeys keys = ContextKeys.none().withAll("aws:TagKeys", tagKeys);
        return users.require(call, "UntagUser", request.userName(), keys)
                .chain(user -> run(user, new UntagUser(tagKeys)))
                .map(done -> new Written<>(UntagUserResponse.builder().build(), done.revision()));
    }

    private Uni<ListUserTagsResponse> list(ListUserTagsRequest request, Call call) {
        PageRequest page =
                Form.page("user tags " + request.userName(), request.marker(), request.maxItems());
        return users.require(call, "ListUserTags", request.userName())
                .map(user -> Page.of(page, user.target().tags()))
                .map(found ->
                        ListUserTagsResponse.builder()
                                .tags(Reply.tags(new Tags(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Done<User>> run(Permitted<UserRow> user, UserCommand command) {
        UserRow row = user.target();
        return commands.run(
                user.origin(), row.account(), USERS, Asked.always(row.id().text(), command));
    }
}
