package io.gatehouse.policyservice.managedpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.DefaultVersionSet;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyDeleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyTagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyUntagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionDeleted;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Fields;
import io.gatehouse.policyservice.value.PersonalValues;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Tag;
import io.gatehouse.policyservice.value.Tags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events of managed policies to JSON and back. Names and versions stand here and in the golden
 * files, nowhere else; what was once written is read for ever. Descriptions and the values of tags
 * are personal (ADR 7).
 */
public final class ManagedPolicyEventCodec {

    private static final String CREATED = "managed-policy.created";
    private static final String VERSION_CREATED = "managed-policy.version-created";
    private static final String DEFAULT_VERSION_SET = "managed-policy.default-version-set";
    private static final String VERSION_DELETED = "managed-policy.version-deleted";
    private static final String TAGGED = "managed-policy.tagged";
    private static final String UNTAGGED = "managed-policy.untagged";
    private static final String DELETED = "managed-policy.deleted";

    private ManagedPolicyEventCodec() {}

    public static EncodedEvent encode(ManagedPolicyEvent event, PersonalValues personal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (event) {
            case PolicyCreated(
                            var id,
                            var arn,
                            var description,
                            var first,
                            var tags,
                            var created) -> {
                json.put("id", id.text());
                json.put("arn", arn.toString());
                if (!description.isEmpty()) {
                    json.set("description", personal.seal(description));
                }
                write(json, first);
                json.set("tags", tags(tags, personal));
                json.put("policy_created", created.toString());
                yield new EncodedEvent(CREATED, 1, json);
            }
            case VersionCreated(var version) -> {
                write(json, version);
                yield new EncodedEvent(VERSION_CREATED, 1, json);
            }
            case DefaultVersionSet(var from, var to) -> {
                json.put("from", from.text());
                json.put("to", to.text());
                yield new EncodedEvent(DEFAULT_VERSION_SET, 1, json);
            }
            case VersionDeleted(var version) -> {
                json.put("version", version.text());
                yield new EncodedEvent(VERSION_DELETED, 1, json);
            }
            case PolicyTagged(var tags) -> {
                json.set("tags", tags(tags, personal));
                yield new EncodedEvent(TAGGED, 1, json);
            }
            case PolicyUntagged(var keys) -> {
                ArrayNode list = json.putArray("keys");
                keys.forEach(list::add);
                yield new EncodedEvent(UNTAGGED, 1, json);
            }
            case PolicyDeleted(var arn) -> {
                json.put("arn", arn.toString());
                yield new EncodedEvent(DELETED, 1, json);
            }
        };
    }

    /** Reads what {@link #encode} wrote, now or years ago; else throws CorruptStreamException. */
    public static ManagedPolicyEvent decode(
            String type, int version, JsonNode payload, PersonalValues personal) {
        Fields fields = new Fields(type, payload);
        try {
            return switch (type + ".v" + version) {
                case CREATED + ".v1" ->
                        new PolicyCreated(
                                new UniqueId(fields.text("id")),
                                arn(fields),
                                Optional.ofNullable(payload.get("description"))
                                        .flatMap(personal::open)
                                        .orElse(""),
                                version(fields),
                                tags(fields, personal),
                                fields.instant("policy_created"));
                case VERSION_CREATED + ".v1" -> new VersionCreated(version(fields));
                case DEFAULT_VERSION_SET + ".v1" ->
                        new DefaultVersionSet(number(fields, "from"), number(fields, "to"));
                case VERSION_DELETED + ".v1" -> new VersionDeleted(number(fields, "version"));
                case TAGGED + ".v1" -> new PolicyTagged(tags(fields, personal));
                case UNTAGGED + ".v1" -> {
                    List<String> keys = new ArrayList<>();
                    fields.list("keys").forEach(key -> keys.add(key.asText()));
                    yield new PolicyUntagged(keys);
                }
                case DELETED + ".v1" -> new PolicyDeleted(arn(fields));
                default ->
                        throw new CorruptStreamException(
                                "no event of managed policies is `%s` version %d"
                                        .formatted(type, version));
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptStreamException(
                    "the payload of a `%s`: %s".formatted(type, e.getMessage()));
        }
    }

    private static void write(ObjectNode json, PolicyVersion version) {
        json.put("version", version.number().text());
        json.put("document", version.document().json());
        json.put("version_created", version.created().toString());
    }

    private static PolicyVersion version(Fields fields) {
        return new PolicyVersion(
                number(fields, "version"),
                new PolicyText(fields.text("document")),
                fields.instant("version_created"));
    }

    private static VersionNumber number(Fields fields, String name) {
        return VersionNumber.parse(fields.text(name)).orElseThrow(() -> fields.broken(name));
    }

    private static PolicyArn arn(Fields fields) {
        return PolicyArn.parse(fields.text("arn")).orElseThrow(() -> fields.broken("arn"));
    }

    private static ArrayNode tags(Tags tags, PersonalValues personal) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Tag tag : tags.all()) {
            ObjectNode one = list.addObject();
            one.put("key", tag.key());
            one.set("value", personal.seal(tag.value()));
        }
        return list;
    }

    /** A tag whose value was erased keeps its key, with an empty value. */
    private static Tags tags(Fields fields, PersonalValues personal) {
        List<Tag> tags = new ArrayList<>();
        for (JsonNode one : fields.list("tags")) {
            Fields tag = new Fields(fields.type(), one);
            tags.add(new Tag(tag.text("key"), personal.open(tag.value("value")).orElse("")));
        }
        return new Tags(tags);
    }
}
