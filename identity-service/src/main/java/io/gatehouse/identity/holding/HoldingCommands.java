package io.gatehouse.identity.holding;

import io.gatehouse.identity.accesskey.KeyOwner;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.StatusType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs commands on what an owner holds. */
@ApplicationScoped
public class HoldingCommands {

    private final Commands commands;

    HoldingCommands(Commands commands) {
        this.commands = commands;
    }

    /** What was added, and where it was written. */
    public record Added<D>(Holding<D> holding, Revision revision) {}

    /**
     * Adds one.
     *
     * @param objection looked up under the lock: a reason not to
     * @param also further rows of the same transaction
     */
    public <D> Uni<Added<D>> add(
            KeyOwner owner,
            HoldingKind<D> kind,
            UniqueId id,
            D details,
            Function<SqlClient, Uni<Optional<Refusal>>> objection,
            Function<SqlClient, Uni<Void>> also) {
        return run(
                        owner,
                        kind,
                        moment ->
                                objection
                                        .apply(moment.sql())
                                        .map(no ->
                                                no.<Asked<HoldingCommand<D>>>map(Asked::no)
                                                        .orElseGet(() ->
                                                                adding(
                                                                        owner, id, details, moment,
                                                                        also))))
                .map(done -> {
                    // INVARIANT: what was just accepted is held.
                    Holding<D> holding = done.state().find(id).orElseThrow();
                    return new Added<>(holding, done.revision());
                });
    }

    private static <D> Asked<HoldingCommand<D>> adding(
            KeyOwner owner,
            UniqueId id,
            D details,
            Moment moment,
            Function<SqlClient, Uni<Void>> also) {
        return new Asked.Of<>(
                owner.streamId(),
                List.of(new HoldingCommand.Add<>(owner.streamId(), id, details, moment.now())),
                also);
    }

    public <D> Uni<Done<Holdings<D>>> run(
            KeyOwner owner, HoldingKind<D> kind, HoldingCommand<D> command) {
        return run(owner, kind, command, _ -> Uni.createFrom().voidItem());
    }

    /**
     * @param also further rows of the same transaction
     */
    public <D> Uni<Done<Holdings<D>>> run(
            KeyOwner owner,
            HoldingKind<D> kind,
            HoldingCommand<D> command,
            Function<SqlClient, Uni<Void>> also) {
        return run(
                owner,
                kind,
                _ ->
                        Uni.createFrom()
                                .item(new Asked.Of<>(owner.streamId(), List.of(command), also)));
    }

    /** Nothing is given to a user who was deleted meanwhile. */
    private <D> Uni<Done<Holdings<D>>> run(
            KeyOwner owner,
            HoldingKind<D> kind,
            Function<Moment, Uni<Asked<HoldingCommand<D>>>> prepare) {
        return commands.run(
                owner.origin(),
                owner.account(),
                kind,
                moment ->
                        owner.isThere(moment.sql())
                                .chain(there ->
                                        there
                                                ? prepare.apply(moment)
                                                : Uni.createFrom().item(Asked.no(owner.gone()))));
    }

    /**
     * The command for a status that a request asks for.
     *
     * @throws RefusedException InvalidInput for {@code Expired}, which nobody can set
     */
    public static <D> HoldingCommand<D> ofStatus(UniqueId id, StatusType status) {
        return switch (status) {
            case ACTIVE -> new HoldingCommand.Activate<>(id);
            case INACTIVE -> new HoldingCommand.Deactivate<>(id);
            case EXPIRED, UNKNOWN_TO_SDK_VERSION ->
                    throw RefusedException.of(
                            ErrorCode.INVALID_INPUT,
                            "Status can be set to Active or Inactive, not %s.".formatted(status));
        };
    }

    /**
     * An id as a request names it; what cannot be one is one that cannot be found.
     *
     * @param notFound AWS's words where there is none
     */
    public static UniqueId id(String text, UnaryOperator<String> notFound) {
        if (!UniqueId.isWellFormed(text)) {
            throw RefusedException.of(ErrorCode.NO_SUCH_ENTITY, notFound.apply(text));
        }
        return new UniqueId(text);
    }
}
