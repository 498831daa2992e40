package io.gatehouse.identity.log;

import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.Outcome;
import io.gatehouse.eventstore.StoredStream;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@link Commands} on the event store. */
@ApplicationScoped
public class StoredCommands implements Commands {

    /** What a unique constraint of the views means when the store meets it. */
    private static final Map<String, Refusal> VIOLATIONS =
            Map.of(
                    "account_pkey",
                    new Refusal(ErrorCode.ENTITY_ALREADY_EXISTS, "The account already exists."),
                    "account_first",
                    new Refusal(ErrorCode.ENTITY_ALREADY_EXISTS, "There is a first account."),
                    "account_alias_key",
                    new Refusal(
                            ErrorCode.ENTITY_ALREADY_EXISTS,
                            "The account alias is already in use. Choose another."),
                    "used_id_pkey",
                    new Refusal(
                            ErrorCode.CONCURRENT_MODIFICATION,
                            "The unique id was taken meanwhile. Try again."));

    private final CommandRunner runner;
    private final Records records;
    private final Attempts attempts;
    private final AccountQuotas quotas;
    private final Clock clock;

    StoredCommands(
            CommandRunner runner,
            Records records,
            Attempts attempts,
            AccountQuotas quotas,
            Clock clock) {
        this.runner = runner;
        this.records = records;
        this.attempts = attempts;
        this.quotas = quotas;
        this.clock = clock;
    }

    @Override
    public <C, S, E> Uni<Done<S>> run(
            Origin origin,
            AccountId account,
            EntityKind<C, S, E> kind,
            Function<Moment, Uni<Asked<C>>> prepare) {
        return runner.<Done<S>>run(
                        account,
                        metadata(origin),
                        log ->
                                prepare.apply(new Moment(log.sql(), clock.instant()))
                                        .chain(asked -> decide(log, account, kind, asked, origin)))
                .map(result -> settle(result, origin));
    }

    @Override
    public <C, S, E> Uni<Done<S>> create(
            Origin origin,
            AccountId account,
            EntityKind<C, S, E> kind,
            String id,
            Function<Moment, Uni<Asked<C>>> prepare) {
        return runner.<Done<S>>run(
                        account,
                        metadata(origin),
                        log ->
                                // Sent together: none needs another's answer.
                                Uni.combine()
                                        .all()
                                        .unis(
                                                prepare.apply(
                                                        new Moment(log.sql(), clock.instant())),
                                                find(log, account, kind, id, log.personalOfNew(id)))
                                        .with((asked, found) ->
                                                decideOfNew(account, kind, asked, found, origin)))
                .map(result -> settle(result, origin));
    }

    private <C, S, E> Uni<Outcome<Done<S>>> decide(
            LockedLog log,
            AccountId account,
            EntityKind<C, S, E> kind,
            Asked<C> asked,
            Origin origin) {
        return switch (asked) {
            case Asked.No<C>(Refusal refusal) ->
                    Uni.createFrom().item(new Outcome.Refused<>(refusal));
            case Asked.Of<C> of ->
                    find(log, account, kind, of.id(), log.personal(of.id()))
                            .map(found -> decide(account, kind, of, found, origin));
        };
    }

    private Uni<Found> find(
            LockedLog log,
            AccountId account,
            EntityKind<?, ?, ?> kind,
            String id,
            Uni<io.gatehouse.eventstore.PersonalValues> personal) {
        return Uni.combine()
                .all()
                .unis(
                        log.stream(stream(kind, id)),
                        quotas.of(log.sql(), account),
                        personal.map(StoredPersonalValues::new))
                .with((stored, limits, values) -> new Found(stored, values, limits));
    }

    /** What was asked for is about the entity whose stream was found. */
    private <C, S, E> Outcome<Done<S>> decideOfNew(
            AccountId account,
            EntityKind<C, S, E> kind,
            Asked<C> asked,
            Found found,
            Origin origin) {
        return switch (asked) {
            case Asked.No<C>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Asked.Of<C> of -> {
                if (!found.stored().name().equals(stream(kind, of.id()))) {
                    throw new IllegalStateException(
                            "asked for `%s` of `%s`".formatted(of.id(), found.stored().name()));
                }
                yield decide(account, kind, of, found, origin);
            }
        };
    }

    private static StreamName stream(EntityKind<?, ?, ?> kind, String id) {
        return new StreamName(kind.name() + "/" + id);
    }

    /** What was read under the lock for one command. */
    private record Found(StoredStream stored, PersonalValues personal, Quotas limits) {}

    private <C, S, E> Outcome<Done<S>> decide(
            AccountId account,
            EntityKind<C, S, E> kind,
            Asked.Of<C> asked,
            Found found,
            Origin origin) {
        PersonalValues personal = found.personal();
        S state = kind.absent();
        for (var event : found.stored().events()) {
            state = kind.evolve(state, kind.codec().read(Records.written(event), personal));
        }
        List<E> events = new ArrayList<>();
        for (C command : asked.commands()) {
            switch (kind.decide(state, command, found.limits())) {
                case Decision.Refused<E>(Refusal refusal) -> {
                    return new Outcome.Refused<>(refusal);
                }
                case Decision.Accepted<E>(List<E> happened) -> {
                    for (E event : happened) {
                        state = kind.evolve(state, event);
                    }
                    events.addAll(happened);
                }
            }
        }
        if (events.isEmpty()) {
            return new Outcome.NothingToDo<>(new Done<>(state, Revision.NONE, false));
        }
        S after = state;
        return new Outcome.Append<>(
                new Done<>(after, Revision.NONE, true),
                records.sealed(found.stored().name(), kind.codec(), events, personal),
                List.of(),
                List.of(sql -> kind.view(sql, account, events, after), asked.also()::apply),
                VIOLATIONS,
                kind.fact(after).isPresent(),
                at -> records.of(at, origin, kind, events, after));
    }

    private <S> Done<S> settle(CommandResult<Done<S>> result, Origin origin) {
        return switch (result) {
            case CommandResult.Committed<Done<S>>(var done, var position, var _) ->
                    new Done<>(done.state(), Revision.of(position), true);
            case CommandResult.Unchanged<Done<S>>(var done, var position) -> {
                attempts.allowed(origin);
                yield new Done<>(done.state(), Revision.of(position), false);
            }
            case CommandResult.Refused<Done<S>>(Refusal refusal) -> {
                attempts.refused(origin, refusal);
                throw new RefusedException(refusal);
            }
        };
    }

    private static CommandMetadata metadata(Origin origin) {
        return new CommandMetadata(
                origin.principalId(),
                new io.gatehouse.eventstore.Origin(
                        origin.actor(), origin.sourceIp(), origin.userAgent()),
                origin.requestId(),
                "",
                origin.note(),
                origin.seen(),
                origin.invocation());
    }
}
