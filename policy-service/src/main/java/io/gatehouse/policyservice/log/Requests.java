package io.gatehouse.policyservice.log;

import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.kit.actions.RepeatedWrites;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.request.Permit;

/** From a request to what stands beside its events, and from a result to its answer. */
public final class Requests {

    private Requests() {}

    /**
     * Who asks, from where, and what was seen before.
     *
     * @param seen positions of other logs beyond those that came with the request
     */
    public static Asked asked(Call call, Permit permit, Revision seen) {
        String note =
                permit.admission().behindHeads()
                        ? "authorised behind its heads, at "
                                + permit.admission().decidedAt().token()
                        : "";
        CommandMetadata metadata =
                new CommandMetadata(
                        call.caller().principalId(),
                        new Origin(call.actors(), call.sourceIp(), call.userAgent()),
                        call.requestId(),
                        "",
                        note,
                        call.heads().and(seen),
                        RepeatedWrites.keyOf(call));
        return new Asked(metadata, permit.attempt());
    }

    /** A result with its place in the log; a refusal becomes the caller's error. */
    public record Done<T>(T answer, LogPosition position) {

        public static <T> Done<T> of(CommandResult<T> result) {
            return switch (result) {
                case CommandResult.Committed<T> committed ->
                        new Done<>(committed.answer(), committed.position());
                case CommandResult.Unchanged<T>(var answer, var position) ->
                        new Done<>(answer, position);
                case CommandResult.Refused<T>(var refusal) -> throw new RefusedException(refusal);
            };
        }
    }
}
