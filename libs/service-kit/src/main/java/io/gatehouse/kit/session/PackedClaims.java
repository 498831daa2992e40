package io.gatehouse.kit.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionLineage.Link;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.model.session.SessionTags;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a token that has no fixed size: JSON, deflated, in base64url. */
final class PackedClaims {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PackedClaims() {}

    static String write(SessionClaims claims) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode links = node.putArray("from");
        claims.lineage().links().forEach(link -> links.add(link.account().digits()).add(link.id()));
        arns(node, "chain", claims.lineage().chain());
        ObjectNode tags = node.putObject("tags");
        claims.tags().all().forEach(tags::put);
        claims.tags().transitive().forEach(node.putArray("transitive")::add);
        claims.policies().inline().ifPresent(text -> node.put("policy", text));
        arns(node, "policies", claims.policies().managed());
        SessionFacts facts = claims.facts();
        facts.mfaAt().ifPresent(at -> node.put("mfa", at.getEpochSecond()));
        facts.sourceIdentity().ifPresent(text -> node.put("source", text));
        facts.provider().ifPresent(text -> node.put("provider", text));
        ObjectNode context = node.putObject("context");
        facts.context().forEach((key, values) -> values.forEach(context.putArray(key)::add));
        node.properties().removeIf(field -> field.getValue().isEmpty() && isList(field.getValue()));
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Deflated.of(JSON.writeValueAsBytes(node)));
        } catch (IOException e) {
            throw new IllegalStateException("claims are always JSON", e);
        }
    }

    /** Throws IllegalArgumentException for what {@link #write} did not make. */
    static Unpacked read(String packed) {
        try {
            JsonNode node = JSON.readTree(Deflated.open(Base64.getUrlDecoder().decode(packed)));
            return new Unpacked(
                    new SessionLineage(links(node.path("from")), arns(node.path("chain"))),
                    new SessionTags(tags(node.path("tags")), texts(node.path("transitive"))),
                    new SessionPolicies(text(node, "policy"), arns(node.path("policies"))),
                    new SessionFacts(
                            node.has("mfa")
                                    ? Optional.of(Instant.ofEpochSecond(node.get("mfa").asLong()))
                                    : Optional.empty(),
                            text(node, "source"),
                            text(node, "provider"),
                            context(node.path("context"))));
        } catch (IOException e) {
            throw new IllegalArgumentException("not packed claims", e);
        }
    }

    record Unpacked(
            SessionLineage lineage,
            SessionTags tags,
            SessionPolicies policies,
            SessionFacts facts) {}

    private static boolean isList(JsonNode value) {
        return value.isContainerNode();
    }

    private static void arns(ObjectNode node, String field, List<Arn> arns) {
        ArrayNode array = node.putArray(field);
        arns.forEach(arn -> array.add(arn.toString()));
    }

    private static List<Arn> arns(JsonNode array) {
        return texts(array).stream().map(Arn::parse).toList();
    }

    private static List<Link> links(JsonNode array) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i + 1 < array.size(); i += 2) {
            links.add(new Link(new AccountId(array.get(i).asText()), array.get(i + 1).asText()));
        }
        return links;
    }

    private static Map<String, String> tags(JsonNode object) {
        Map<String, String> tags = new LinkedHashMap<>();
        object.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static Map<String, List<String>> context(JsonNode object) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        object.properties().forEach(key -> context.put(key.getKey(), texts(key.getValue())));
        return context;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }
}
