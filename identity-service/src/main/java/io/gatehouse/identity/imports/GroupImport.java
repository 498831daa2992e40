package io.gatehouse.identity.imports;

import static io.gatehouse.identity.group.GroupKind.GROUPS;

import io.gatehouse.identity.group.GroupCommand;
import io.gatehouse.identity.group.GroupCommand.CreateGroup;
import io.gatehouse.identity.group.GroupCommand.MoveGroup;
import io.gatehouse.identity.group.GroupRow;
import io.gatehouse.identity.group.GroupView;
import io.gatehouse.identity.imports.PrincipalImport.GroupEntry;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.IdKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Makes groups what an import says. */
@ApplicationScoped
class GroupImport {

    private static final int LONGEST_NAME = 128;

    private final Commands commands;

    GroupImport(Commands commands) {
        this.commands = commands;
    }

    Uni<ImportResult> run(Origin origin, AccountId account, GroupEntry entry) {
        EntityName name = Entries.name(entry.name(), LONGEST_NAME);
        EntityPath path = Entries.path(entry.path());
        return Entry.run(
                commands,
                origin,
                account,
                GROUPS,
                entry.name(),
                moment ->
                        GroupView.byName(moment.sql(), account, name)
                                .chain(row ->
                                        row.map(found -> existing(found, path))
                                                .orElseGet(() ->
                                                        absent(
                                                                moment, account, entry, name,
                                                                path))));
    }

    private static Uni<Entry<GroupCommand>> existing(GroupRow row, EntityPath path) {
        return Uni.createFrom()
                .item(
                        new Entry.Of<>(
                                row.id().text(), false, List.of(new MoveGroup(path)), List.of()));
    }

    private static Uni<Entry<GroupCommand>> absent(
            Moment moment, AccountId account, GroupEntry entry, EntityName name, EntityPath path) {
        var created = Entries.created(entry.created(), moment.now());
        return Entries.id(moment.sql(), IdKind.GROUP, entry.id())
                .chain(given ->
                        GroupView.count(moment.sql(), account)
                                .map(count ->
                                        new Entry.Of<>(
                                                given.id().text(),
                                                true,
                                                List.of(
                                                        new CreateGroup(
                                                                given.id(),
                                                                name,
                                                                path,
                                                                created,
                                                                count)),
                                                given.warnings())));
    }
}
