package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.StatementPlaces;

import software.amazon.awssdk.services.iam.model.PolicySourceType;

import java.util.List;

/**
 * One policy of a simulation, compiled.
 *
 * @param id as AWS names it in matched statements, such as {@code PolicyInputList.1}
 * @param places of its statements in the text
 */
record SimulatedPolicy(
        String id,
        PolicySourceType source,
        PolicyDocument document,
        CompiledPolicy compiled,
        List<StatementPlaces.Span> places) {

    SimulatedPolicy {
        places = List.copyOf(places);
    }

    /** A text that the caller gives; InvalidInput where it is no such policy. */
    static SimulatedPolicy given(String id, PolicySourceType source, String text, PolicyKind kind) {
        return switch (PolicyParser.parse(text, kind)) {
            case ParsedPolicy.Valid valid -> of(id, source, text, valid.document());
            case ParsedPolicy.Invalid invalid ->
                    throw RefusedException.of(
                            ErrorCode.INVALID_INPUT, id + ": " + invalid.first().message());
        };
    }

    /** A stored document; one that cannot be read denies everything, as it does in decisions. */
    static SimulatedPolicy stored(
            String id, PolicySourceType source, String text, PolicyKind kind) {
        return switch (PolicyParser.read(text, kind)) {
            case ParsedPolicy.Valid valid -> of(id, source, text, valid.document());
            case ParsedPolicy.Invalid _ -> {
                CompiledPolicy unreadable = CompiledPolicy.unreadable(kind, PolicyName.of(id));
                yield new SimulatedPolicy(id, source, unreadable.document(), unreadable, List.of());
            }
        };
    }

    private static SimulatedPolicy of(
            String id, PolicySourceType source, String text, PolicyDocument document) {
        return new SimulatedPolicy(
                id,
                source,
                document,
                CompiledPolicy.compile(document, PolicyName.of(id)),
                StatementPlaces.of(text));
    }
}
