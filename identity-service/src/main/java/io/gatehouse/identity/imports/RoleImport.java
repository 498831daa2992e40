package io.gatehouse.identity.imports;

import static io.gatehouse.identity.role.RoleKind.ROLES;

import io.gatehouse.identity.imports.Entries.GivenId;
import io.gatehouse.identity.imports.PrincipalImport.RoleEntry;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.role.RoleCommand;
import io.gatehouse.identity.role.RoleCommand.AsImport;
import io.gatehouse.identity.role.RoleCommand.CreateRole;
import io.gatehouse.identity.role.RoleCommand.DescribeRole;
import io.gatehouse.identity.role.RoleCommand.LimitSessions;
import io.gatehouse.identity.role.RoleCommand.RemoveRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.ReplaceTrust;
import io.gatehouse.identity.role.RoleCommand.SetRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.TagRole;
import io.gatehouse.identity.role.RoleCommand.UntagRole;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.role.TrustPolicies;
import io.gatehouse.identity.role.TrustPolicies.Imported;
import io.gatehouse.identity.role.TrustPolicy;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes roles what an import says: at first trusting nobody; later their boundaries and trust. */
@ApplicationScoped
class RoleImport {

    private static final int DEFAULT_MAX_SESSION_SECONDS = 3600;

    private final Commands commands;
    private final KnownPolicies policies;
    private final TrustPolicies trusts;

    RoleImport(Commands commands, KnownPolicies policies, TrustPolicies trusts) {
        this.commands = commands;
        this.policies = policies;
        this.trusts = trusts;
    }

    Uni<ImportResult> run(Origin origin, AccountId account, RoleEntry entry) {
        EntityName name = Entries.name(entry.name(), EntityName.MAX_USER_OR_ROLE);
        Tags tags = Entries.tags(entry.tags());
        return Entry.run(
                commands,
                origin,
                account,
                ROLES,
                entry.name(),
                moment ->
                        RoleView.byName(moment.sql(), account, name)
                                .chain(row ->
                                        row.isPresent()
                                                ? existing(row.get(), entry, tags)
                                                : absent(moment, account, entry, tags)));
    }

    /** A role is never moved: a path that differs stays and is told. */
    private static Uni<Entry<RoleCommand>> existing(RoleRow row, RoleEntry entry, Tags tags) {
        List<String> warnings =
                row.path().equals(Entries.path(entry.path()))
                        ? List.of()
                        : List.of(
                                "the role exists with path %s, which stays".formatted(row.path()));
        return Uni.createFrom()
                .item(
                        new Entry.Of<>(
                                row.id().text(),
                                false,
                                List.of(
                                        new AsImport(new DescribeRole(description(entry))),
                                        new AsImport(new LimitSessions(maxSession(entry))),
                                        new AsImport(new UntagRole(row.tags().keysBeyond(tags))),
                                        new AsImport(new TagRole(row.tags().missingFrom(tags)))),
                                warnings));
    }

    private static Uni<Entry<RoleCommand>> absent(
            Moment moment, AccountId account, RoleEntry entry, Tags tags) {
        return Entries.id(moment.sql(), IdKind.ROLE, entry.id())
                .chain(given ->
                        RoleView.count(moment.sql(), account)
                                .map(count -> create(moment, entry, tags, given, count)));
    }

    private static Entry<RoleCommand> create(
            Moment moment, RoleEntry entry, Tags tags, GivenId given, int existing) {
        RoleCommand create =
                new AsImport(
                        new CreateRole(
                                given.id(),
                                new EntityName(entry.name()),
                                Entries.path(entry.path()),
                                TrustPolicy.NOBODY,
                                0,
                                description(entry),
                                tags,
                                Optional.empty(),
                                maxSession(entry),
                                Boolean.TRUE.equals(entry.serviceLinked()),
                                Entries.created(entry.created(), moment.now()),
                                existing));
        return new Entry.Of<>(given.id().text(), true, List.of(create), given.warnings());
    }

    /** Principals that do not exist here are kept, match nobody, and are told. */
    Uni<ImportResult> trust(Origin origin, AccountId account, RoleEntry entry) {
        if (entry.trust() == null) {
            throw Entries.invalid("a role of phase `trust` has `trust`");
        }
        return trusts.imported(entry.trust())
                .chain(trust -> change(origin, account, entry, replace(trust), unknown(trust)));
    }

    /** The boundary as the entry says: none where it names none. */
    Uni<ImportResult> bound(Origin origin, AccountId account, RoleEntry entry) {
        Optional<Arn> boundary = KnownPolicies.boundary(entry.boundary());
        RoleCommand command =
                boundary.<RoleCommand>map(SetRoleBoundary::new).orElseGet(RemoveRoleBoundary::new);
        return policies.requireBoundary(account, boundary)
                .chain(seen -> change(origin.after(seen), account, entry, command, List.of()));
    }

    private Uni<ImportResult> change(
            Origin origin,
            AccountId account,
            RoleEntry entry,
            RoleCommand command,
            List<String> warnings) {
        EntityName name = Entries.name(entry.name(), EntityName.MAX_USER_OR_ROLE);
        return Entry.run(
                commands,
                origin,
                account,
                ROLES,
                entry.name(),
                moment ->
                        RoleView.byName(moment.sql(), account, name)
                                .map(row -> changed(row, name, command, warnings)));
    }

    private static Entry<RoleCommand> changed(
            Optional<RoleRow> row, EntityName name, RoleCommand command, List<String> warnings) {
        return row.<Entry<RoleCommand>>map(found ->
                        new Entry.Of<>(
                                found.id().text(), false, List.of(new AsImport(command)), warnings))
                .orElseGet(() ->
                        new Entry.Missing<>(
                                RefusedException.of(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "The role with name %s cannot be found.".formatted(name))));
    }

    private static RoleCommand replace(Imported trust) {
        return new ReplaceTrust(trust.policy(), 0);
    }

    private static List<String> unknown(Imported trust) {
        return trust.unknown().stream()
                .map(who ->
                        "trust names `%s`, who does not exist here and matches nobody"
                                .formatted(who))
                .toList();
    }

    private static String description(RoleEntry entry) {
        return entry.description() == null ? "" : entry.description();
    }

    private static Duration maxSession(RoleEntry entry) {
        int seconds =
                entry.maxSessionSeconds() == null
                        ? DEFAULT_MAX_SESSION_SECONDS
                        : entry.maxSessionSeconds();
        if (seconds < 3600 || seconds > 43_200) {
            throw Entries.invalid("max_session_seconds is 3600 to 43200, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}
