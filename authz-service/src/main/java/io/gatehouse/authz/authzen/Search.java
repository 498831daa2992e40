package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.check.Sight;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Asks the engine about each candidate in turn. A page ends with its limit of results, or with the
 * limit of candidates: then it says where to go on. Without a token nothing is left to look at.
 */
@ApplicationScoped
class Search {

    private final AuthzenMapping mapping;
    private final AuthzenSettings.Search sizes;

    Search(AuthzenMapping mapping, AuthzenSettings settings) {
        this.mapping = mapping;
        this.sizes = settings.search();
    }

    /**
     * What is searched for.
     *
     * @param with puts a candidate into the question
     * @param result is how a found candidate is written
     * @param unlisted is what a page calls that which cannot be listed
     */
    record Kind(
            BiFunction<SnapshotView, Tuple, Candidates> candidates,
            BiFunction<Tuple, String, Tuple> with,
            BiFunction<Tuple, String, ObjectNode> result,
            String unlisted) {}

    Page page(JsonNode json) {
        return Page.of(json, sizes);
    }

    ObjectNode found(Sight sight, Tuple tuple, Page page, Kind kind, String requestId) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("results");
        Candidates candidates = candidates(sight, tuple, kind);
        List<String> names = candidates.names();
        Footing footing = new Footing();
        int from = behind(names, page.after());
        int at = from;
        while (at < names.size()
                && results.size() < page.limit()
                && at - from < sizes.candidates()) {
            String candidate = names.get(at++);
            Tuple question = kind.with.apply(tuple, candidate);
            CheckResponse response =
                    sight.consider(mapping.request(question, sight.view(), requestId));
            footing.add(response);
            if (response.getDecision() == Decision.ALLOWED) {
                results.add(kind.result.apply(tuple, candidate));
            }
        }
        ObjectNode around = answer.putObject("page");
        around.put("next_token", at < names.size() ? page.tokenAfter(names.get(at - 1)) : "");
        around.put("count", results.size());
        ObjectNode properties = around.putObject("properties");
        footing.write(properties);
        if (!candidates.unlisted().isEmpty()) {
            candidates.unlisted().forEach(properties.putArray(kind.unlisted)::add);
        }
        return answer;
    }

    /** A subject type that nobody knows has no results. */
    private Candidates candidates(Sight sight, Tuple tuple, Kind kind) {
        if (mapping.subjectTemplate(tuple.subject().type()).isEmpty()) {
            return Candidates.NONE;
        }
        try {
            return kind.candidates.apply(sight.view(), tuple);
        } catch (IllegalArgumentException e) {
            throw new CheckRefusedException(Reason.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static int behind(List<String> names, String after) {
        if (after.isEmpty()) {
            return 0;
        }
        int found = Collections.binarySearch(names, after);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
