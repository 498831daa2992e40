package io.gatehouse.identity.imports;

import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.identity.group.GroupRow;
import io.gatehouse.identity.group.GroupView;
import io.gatehouse.identity.imports.Entries.GivenId;
import io.gatehouse.identity.imports.PrincipalImport.UserEntry;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.user.UserCommand;
import io.gatehouse.identity.user.UserCommand.CreateUser;
import io.gatehouse.identity.user.UserCommand.JoinGroup;
import io.gatehouse.identity.user.UserCommand.LeaveGroup;
import io.gatehouse.identity.user.UserCommand.MoveUser;
import io.gatehouse.identity.user.UserCommand.RemoveUserBoundary;
import io.gatehouse.identity.user.UserCommand.SetUserBoundary;
import io.gatehouse.identity.user.UserCommand.TagUser;
import io.gatehouse.identity.user.UserCommand.UntagUser;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes users what an import says: path, tags and groups; later their boundaries. */
@ApplicationScoped
class UserImport {

    private static final PageRequest ALL_GROUPS = new PageRequest("groups of user", "", 1000);

    private final Commands commands;
    private final KnownPolicies policies;

    UserImport(Commands commands, KnownPolicies policies) {
        this.commands = commands;
        this.policies = policies;
    }

    Uni<ImportResult> run(Origin origin, AccountId account, UserEntry entry) {
        EntityName name = Entries.name(entry.name(), EntityName.MAX_USER_OR_ROLE);
        EntityPath path = Entries.path(entry.path());
        Tags tags = Entries.tags(entry.tags());
        return Entry.run(
                commands,
                origin,
                account,
                USERS,
                entry.name(),
                moment ->
                        groups(moment, account, entry)
                                .chain(groups ->
                                        UserView.byName(moment.sql(), account, name)
                                                .chain(row ->
                                                        row.isPresent()
                                                                ? existing(
                                                                        moment, row.get(), path,
                                                                        tags, groups)
                                                                : absent(
                                                                        moment, account, entry,
                                                                        tags, groups))));
    }

    /** Ids of the groups named; one that is missing is refused. */
    private static Uni<List<UniqueId>> groups(Moment moment, AccountId account, UserEntry entry) {
        List<String> names = entry.groups() == null ? List.of() : entry.groups();
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(name ->
                        GroupView.byName(moment.sql(), account, Entries.name(name, 128))
                                .map(row -> row.map(GroupRow::id))
                                .map(id -> id.orElseThrow(() -> noGroup(name))))
                .collect()
                .asList();
    }

    private static Uni<Entry<UserCommand>> existing(
            Moment moment, UserRow row, EntityPath path, Tags tags, List<UniqueId> groups) {
        return GroupView.ofUser(moment.sql(), row.id(), ALL_GROUPS)
                .map(page -> {
                    List<UserCommand> changes = new ArrayList<>();
                    changes.add(new MoveUser(path));
                    changes.add(new UntagUser(row.tags().keysBeyond(tags)));
                    changes.add(new TagUser(row.tags().missingFrom(tags)));
                    Set<UniqueId> wanted = new HashSet<>(groups);
                    page.rows().stream()
                            .map(GroupRow::id)
                            .filter(id -> !wanted.contains(id))
                            .forEach(id -> changes.add(new LeaveGroup(id)));
                    groups.forEach(id -> changes.add(new JoinGroup(id)));
                    return new Entry.Of<>(row.id().text(), false, changes, List.of());
                });
    }

    private static Uni<Entry<UserCommand>> absent(
            Moment moment, AccountId account, UserEntry entry, Tags tags, List<UniqueId> groups) {
        return Entries.id(moment.sql(), IdKind.USER, entry.id())
                .chain(given ->
                        UserView.count(moment.sql(), account)
                                .map(count -> create(moment, entry, tags, groups, given, count)));
    }

    private static Entry<UserCommand> create(
            Moment moment,
            UserEntry entry,
            Tags tags,
            List<UniqueId> groups,
            GivenId given,
            int existing) {
        List<UserCommand> commands = new ArrayList<>();
        commands.add(
                new CreateUser(
                        given.id(),
                        new EntityName(entry.name()),
                        Entries.path(entry.path()),
                        tags,
                        Optional.empty(),
                        Entries.created(entry.created(), moment.now()),
                        existing));
        groups.forEach(group -> commands.add(new JoinGroup(group)));
        return new Entry.Of<>(given.id().text(), true, commands, given.warnings());
    }

    /** The boundary as the entry says: none where it names none. */
    Uni<ImportResult> bound(Origin origin, AccountId account, UserEntry entry) {
        EntityName name = Entries.name(entry.name(), EntityName.MAX_USER_OR_ROLE);
        Optional<Arn> boundary = KnownPolicies.boundary(entry.boundary());
        UserCommand command =
                boundary.<UserCommand>map(SetUserBoundary::new).orElseGet(RemoveUserBoundary::new);
        return policies.requireBoundary(account, boundary)
                .chain(seen ->
                        Entry.run(
                                commands,
                                origin.after(seen),
                                account,
                                USERS,
                                entry.name(),
                                moment ->
                                        UserView.byName(moment.sql(), account, name)
                                                .map(row -> bounded(row, name, command))));
    }

    private static Entry<UserCommand> bounded(
            Optional<UserRow> row, EntityName name, UserCommand command) {
        return row.<Entry<UserCommand>>map(found ->
                        new Entry.Of<>(found.id().text(), false, List.of(command), List.of()))
                .orElseGet(() ->
                        new Entry.Missing<>(
                                RefusedException.of(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "The user with name %s cannot be found.".formatted(name))));
    }

    private static RefusedException noGroup(String name) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "The group with name " + name + " cannot be found.");
    }
}
