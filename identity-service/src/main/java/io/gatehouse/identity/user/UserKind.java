package io.gatehouse.identity.user;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.user.UserEvent.UserAccessKeyChanged;
import io.gatehouse.identity.user.UserEvent.UserBoundaryRemoved;
import io.gatehouse.identity.user.UserEvent.UserBoundarySet;
import io.gatehouse.identity.user.UserEvent.UserCreated;
import io.gatehouse.identity.user.UserEvent.UserDeleted;
import io.gatehouse.identity.user.UserEvent.UserJoinedGroup;
import io.gatehouse.identity.user.UserEvent.UserLeftGroup;
import io.gatehouse.identity.user.UserEvent.UserMoved;
import io.gatehouse.identity.user.UserEvent.UserRenamed;
import io.gatehouse.identity.user.UserEvent.UserTagged;
import io.gatehouse.identity.user.UserEvent.UserUntagged;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.TagFacts;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** Users, as the way of every write has to know them. */
public final class UserKind implements EntityKind<UserCommand, User, UserEvent> {

    public static final UserKind USERS = new UserKind();

    private final UserEventCodec codec = new UserEventCodec();

    private UserKind() {}

    @Override
    public String name() {
        return "user";
    }

    @Override
    public User absent() {
        return User.ABSENT;
    }

    @Override
    public Decision<UserEvent> decide(User state, UserCommand command, Quotas quotas) {
        return UserDecider.decide(state, command, quotas);
    }

    @Override
    public User evolve(User state, UserEvent event) {
        return User.evolve(state, event);
    }

    @Override
    public EventCodec<UserEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(SqlClient sql, AccountId account, List<UserEvent> events, User after) {
        UniqueId id = idOf(after);
        Uni<Void> further = Uni.createFrom().voidItem();
        for (UserEvent event : events) {
            further = further.chain(() -> view(sql, account, id, event));
        }
        // The user's own row and the first of the others are sent together, in this order.
        return Uni.combine()
                .all()
                .unis(UserView.write(sql, account, after), further)
                .discardItems();
    }

    private static Uni<Void> view(SqlClient sql, AccountId account, UniqueId id, UserEvent event) {
        return switch (event) {
            case UserCreated created -> UsedIds.add(sql, created.id());
            case UserJoinedGroup joined -> UserView.write(sql, account, id, joined);
            case UserLeftGroup left -> UserView.write(sql, id, left);
            case UserAccessKeyChanged(var change) ->
                    AccessKeyView.write(sql, account, Optional.of(id), change);
            // All of these stand in the user's own row.
            case UserRenamed _,
                    UserMoved _,
                    UserTagged _,
                    UserUntagged _,
                    UserBoundarySet _,
                    UserBoundaryRemoved _,
                    UserDeleted _ ->
                    Uni.createFrom().voidItem();
        };
    }

    @Override
    public Optional<Fact.Builder> fact(User after) {
        return switch (after) {
            case User.Absent _ -> Optional.empty();
            case User.Active user -> Optional.of(active(user));
            case User.Deleted(var id, var name, var path) ->
                    Optional.of(
                            Fact.newBuilder()
                                    .setDeleted(true)
                                    .setUser(
                                            UserFact.newBuilder()
                                                    .setId(id.text())
                                                    .setName(name.text())
                                                    .setPath(path.text())));
        };
    }

    static Fact.Builder active(User.Active user) {
        return Fact.newBuilder()
                .setUser(
                        UserFact.newBuilder()
                                .setId(user.id().text())
                                .setName(user.name().text())
                                .setPath(user.path().text())
                                .addAllGroupIds(user.groups().stream().map(UniqueId::text).toList())
                                .addAllTags(TagFacts.of(user.tags()))
                                .addAllAccessKeys(AccessKeyView.states(user.keys().all()))
                                .setBoundaryArn(user.boundary().map(Arn::toString).orElse("")));
    }

    private static UniqueId idOf(User user) {
        return switch (user) {
            case User.Active active -> active.id();
            case User.Deleted deleted -> deleted.id();
            case User.Absent _ ->
                    // INVARIANT: a view is written after at least one event.
                    throw new IllegalStateException("an absent user has no rows");
        };
    }
}
