package io.gatehouse.identity.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one event on its way to or from JSON; personal ones pass through their subject's
 * key.
 */
public final class Fields {

    /** What stands in place of the name of somebody who was erased. */
    public static final EntityName ERASED = new EntityName("erased");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode node;
    private final PersonalValues personal;

    private Fields(ObjectNode node, PersonalValues personal) {
        this.node = node;
        this.personal = personal;
    }

    public static Fields writing(PersonalValues personal) {
        return new Fields(JsonNodeFactory.instance.objectNode(), personal);
    }

    public static Fields reading(EventCodec.Written written, PersonalValues personal) {
        return new Fields(written.data(), personal);
    }

    public EventCodec.Written as(String type, int version) {
        return new EventCodec.Written(type, version, node);
    }

    public Fields put(String field, Object value) {
        node.put(field, value.toString());
        return this;
    }

    public Fields put(String field, long value) {
        node.put(field, value);
        return this;
    }

    public Fields put(String field, boolean value) {
        node.put(field, value);
        return this;
    }

    /** Left out when empty. */
    public Fields put(String field, Optional<Arn> value) {
        value.ifPresent(arn -> node.put(field, arn.toString()));
        return this;
    }

    /** A list that names nobody, in clear. */
    public Fields put(String field, List<String> texts) {
        ArrayNode array = node.putArray(field);
        texts.forEach(array::add);
        return this;
    }

    public Fields putPersonal(String field, String value) {
        node.set(field, personal.seal(value));
        return this;
    }

    /** An array in clear; sealed as the text of that array otherwise. */
    public Fields putPersonal(String field, Tags tags) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        tags.all()
                .forEach(tag -> array.addObject().put("key", tag.key()).put("value", tag.value()));
        return putPersonal(field, array);
    }

    public Fields putPersonal(String field, List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return putPersonal(field, array);
    }

    private Fields putPersonal(String field, ArrayNode array) {
        JsonNode sealed = personal.seal(array.toString());
        node.set(field, sealed.isTextual() ? array : sealed);
        return this;
    }

    public String text(String field) {
        return require(field).asText();
    }

    public long number(String field) {
        return require(field).asLong();
    }

    public boolean flag(String field) {
        return require(field).asBoolean();
    }

    public Instant instant(String field) {
        return Instant.parse(text(field));
    }

    public Optional<Instant> instantIfAny(String field) {
        return Optional.ofNullable(node.get(field)).map(n -> Instant.parse(n.asText()));
    }

    public UniqueId id(String field) {
        return new UniqueId(text(field));
    }

    public Optional<UniqueId> idIfAny(String field) {
        return Optional.ofNullable(node.get(field)).map(n -> new UniqueId(n.asText()));
    }

    public Arn arn(String field) {
        return Arn.parse(text(field));
    }

    public Optional<Arn> arnIfAny(String field) {
        return Optional.ofNullable(node.get(field)).map(n -> Arn.parse(n.asText()));
    }

    public EntityName name(String field) {
        return new EntityName(text(field));
    }

    /** {@link #ERASED} once its subject is. */
    public EntityName personalName(String field) {
        return personal.open(require(field)).map(EntityName::new).orElse(ERASED);
    }

    /** Empty once the subject is erased. */
    public String personalText(String field) {
        return personal.open(require(field)).orElse("");
    }

    public EntityPath path(String field) {
        return new EntityPath(text(field));
    }

    /** None once the subject is erased. */
    public Tags tags(String field) {
        return new Tags(tagList(field));
    }

    /** Of what is neither a user nor a role; none once the subject is erased. */
    public Tags exactTags(String field) {
        return Tags.exact(tagList(field));
    }

    private List<Tag> tagList(String field) {
        List<Tag> tags = new ArrayList<>();
        for (JsonNode tag : array(field)) {
            tags.add(new Tag(tag.get("key").asText(), tag.get("value").asText()));
        }
        return tags;
    }

    /** None once the subject is erased. */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        array(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private JsonNode array(String field) {
        JsonNode stored = require(field);
        if (stored.isArray()) {
            return stored;
        }
        try {
            return JSON.readTree(personal.open(stored).orElse("[]"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("field `%s` holds no list".formatted(field), e);
        }
    }

    private JsonNode require(String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalStateException("an event without its field `%s`".formatted(field));
        }
        return value;
    }
}
