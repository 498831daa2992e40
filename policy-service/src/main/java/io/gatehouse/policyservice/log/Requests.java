package io.gatehouse.policyservice.log;

import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.kit.actions.RepeatedWrites;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.model.Arn;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

import java.util.ArrayList;
import java.util.List;

/** From a request to what stands beside its events, and from a result to its answer. */
public final class Requests {

    private Requests() {}

    /**
     * Who asks, from where, and what was seen before.
     *
     * @param seen positions of other logs beyond those that came with the request
     */
    public static CommandMetadata metadata(Call call, Admission admission, Revision seen) {
        String note =
                admission.behindHeads()
                        ? "authorised behind its heads, at " + admission.decidedAt().token()
                        : "";
        return new CommandMetadata(
                call.caller().principalId(),
                new Origin(actors(call), call.sourceIp(), call.userAgent()),
                call.requestId(),
                "",
                note,
                call.heads().and(seen),
                RepeatedWrites.keyOf(call));
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

    private static List<String> actors(Call call) {
        List<String> actors =
                new ArrayList<>(call.caller().chain().stream().map(Arn::toString).toList());
        String self = call.caller().arn().toString();
        if (actors.isEmpty() || !actors.getLast().equals(self)) {
            actors.add(self);
        }
        return actors;
    }
}
