package io.gatehouse.identity.user;

import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.user.UserCommand.CreateUser;
import io.gatehouse.identity.user.UserCommand.DeleteUser;
import io.gatehouse.identity.user.UserCommand.MoveUser;
import io.gatehouse.identity.user.UserCommand.RenameUser;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser. */
@ApplicationScoped
public class UserActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedUsers users;
    private final Gate gate;
    private final KnownPolicies policies;
    private final Pool database;

    UserActions(
            Commands commands,
            PermittedUsers users,
            Gate gate,
            KnownPolicies policies,
            Pool database) {
        this.commands = commands;
        this.users = users;
        this.gate = gate;
        this.policies = policies;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateUserRequest.class, this::create);
        actions.on(GetUserRequest.class, this::read);
        actions.on(ListUsersRequest.class, this::list);
        actions.onWrite(UpdateUserRequest.class, this::update);
        actions.onWrite(DeleteUserRequest.class, this::delete);
    }

    private Uni<Written<CreateUserResponse>> create(CreateUserRequest request, Call call) {
        EntityName name = new EntityName(request.userName());
        EntityPath path = Form.path(request.path());
        Tags tags = Form.tags(request.tags());
        Optional<Arn> boundary = KnownPolicies.boundary(request.permissionsBoundary());
        ContextKeys keys =
                KnownPolicies.boundaryKey(boundary)
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        AccountId account = call.account();
        UniqueId id = UniqueId.random(IdKind.USER, CHANCE);
        return gate.require(call, "CreateUser", UserRow.arn(account, path, name), keys)
                .chain(origin -> policies.requireBoundary(account, boundary).map(origin::after))
                .chain(origin ->
                        commands.create(
                                origin,
                                account,
                                USERS,
                                id.text(),
                                now -> newUser(now, id, account, name, path, tags, boundary)))
                .map(done -> created(account, done));
    }

    private static Uni<Asked<UserCommand>> newUser(
            Moment moment,
            UniqueId id,
            AccountId account,
            EntityName name,
            EntityPath path,
            Tags tags,
            Optional<Arn> boundary) {
        return Uni.combine()
                .all()
                .unis(
                        UserView.byName(moment.sql(), account, name),
                        UserView.count(moment.sql(), account))
                .with((holder, existing) ->
                        holder.isPresent()
                                ? taken(name)
                                : Asked.of(
                                        id.text(),
                                        new CreateUser(
                                                id,
                                                name,
                                                path,
                                                tags,
                                                boundary,
                                                moment.now(),
                                                existing)));
    }

    private static Written<CreateUserResponse> created(AccountId account, Done<User> done) {
        return new Written<>(
                CreateUserResponse.builder()
                        .user(answer(UserRow.of(account, done.state())))
                        .build(),
                done.revision());
    }

    private Uni<GetUserResponse> read(GetUserRequest request, Call call) {
        if (request.userName() == null && call.caller() instanceof Caller.Root root) {
            return root(root, call);
        }
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return users.require(call, "GetUser", name)
                .map(user -> GetUserResponse.builder().user(answer(user.target())).build());
    }

    private Uni<GetUserResponse> root(Caller.Root root, Call call) {
        return gate.require(call, "GetUser", root.arn(), ContextKeys.none())
                .chain(() -> AccountView.find(database, root.account()))
                // INVARIANT: an account whose root calls exists.
                .map(account -> account.orElseThrow().created())
                .map(created ->
                        GetUserResponse.builder()
                                .user(user ->
                                        user.userId(root.account().digits())
                                                .arn(root.arn().toString())
                                                .createDate(Reply.date(created)))
                                .build());
    }

    private Uni<ListUsersResponse> list(ListUsersRequest request, Call call) {
        String prefix = Form.pathPrefix(request.pathPrefix());
        PageRequest page = Form.page("users " + prefix, request.marker(), request.maxItems());
        return gate.require(call, "ListUsers", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> UserView.list(database, call.account(), prefix, page))
                .map(found ->
                        ListUsersResponse.builder()
                                .users(found.rows().stream().map(UserActions::listed).toList())
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Written<UpdateUserResponse>> update(UpdateUserRequest request, Call call) {
        Optional<EntityName> name = optional(request.newUserName()).map(EntityName::new);
        Optional<EntityPath> path = optional(request.newPath()).map(EntityPath::new);
        return users.require(call, "UpdateUser", request.userName())
                .chain(user -> requireOnTarget(call, user, name, path))
                .chain(user ->
                        commands.run(
                                user.origin(),
                                call.account(),
                                USERS,
                                now -> change(now, user.target(), name, path)))
                .map(done -> new Written<>(UpdateUserResponse.builder().build(), done.revision()));
    }

    /** AWS asks for the right on the ARN that the user will have, too. */
    private Uni<Permitted<UserRow>> requireOnTarget(
            Call call,
            Permitted<UserRow> user,
            Optional<EntityName> name,
            Optional<EntityPath> path) {
        UserRow row = user.target();
        Arn target = UserRow.arn(row.account(), path.orElse(row.path()), name.orElse(row.name()));
        ContextKeys keys = ContextKeys.none().withResourceTags(Form.tagMap(row.tags()));
        return target.equals(row.arn())
                ? Uni.createFrom().item(user)
                : gate.require(call, "UpdateUser", target, keys).replaceWith(user);
    }

    private static Uni<Asked<UserCommand>> change(
            Moment moment, UserRow user, Optional<EntityName> name, Optional<EntityPath> path) {
        List<UserCommand> commands = new ArrayList<>();
        name.ifPresent(to -> commands.add(new RenameUser(to)));
        path.ifPresent(to -> commands.add(new MoveUser(to)));
        Asked<UserCommand> asked = Asked.of(user.id().text(), commands);
        return name.map(to ->
                        UserView.byName(moment.sql(), user.account(), to)
                                .map(holder ->
                                        holder.filter(h -> !h.id().equals(user.id()))
                                                .map(_ -> taken(to))
                                                .orElse(asked)))
                .orElseGet(() -> Uni.createFrom().item(asked));
    }

    private Uni<Written<DeleteUserResponse>> delete(DeleteUserRequest request, Call call) {
        return users.require(call, "DeleteUser", request.userName())
                .chain(user -> delete(call.account(), user.target().id(), user.origin()))
                .map(done -> new Written<>(DeleteUserResponse.builder().build(), done.revision()));
    }

    private Uni<Done<User>> delete(AccountId account, UniqueId id, Origin origin) {
        return policies.remainingOn(account, id)
                .chain(found ->
                        commands.run(
                                origin.after(found.revision()),
                                account,
                                USERS,
                                moment ->
                                        UserHoldings.of(moment.sql(), id)
                                                .map(holdings ->
                                                        Asked.of(
                                                                id.text(),
                                                                new DeleteUser(
                                                                        found.remaining(),
                                                                        holdings)))));
    }

    private static Asked<UserCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "User with name " + name + " already exists."));
    }

    private static software.amazon.awssdk.services.iam.model.User answer(UserRow row) {
        return listed(row).toBuilder()
                .tags(Reply.ownTags(row.tags()))
                .permissionsBoundary(Reply.boundary(row.boundary()))
                .build();
    }

    /** Without tags and boundary, as AWS lists; with the last sign-in, as AWS does here too. */
    public static software.amazon.awssdk.services.iam.model.User listed(UserRow row) {
        return software.amazon.awssdk.services.iam.model.User.builder()
                .path(row.path().text())
                .userName(row.name().text())
                .userId(row.id().text())
                .arn(row.arn().toString())
                .createDate(Reply.date(row.created()))
                .passwordLastUsed(row.passwordLastUsed().map(Reply::date).orElse(null))
                .build();
    }

    private static <T> Optional<T> optional(@Nullable T value) {
        return Optional.ofNullable(value);
    }
}
