package io.gatehouse.identity.mapping;

import io.gatehouse.identity.mapping.MappingEvent.MappingRemoved;
import io.gatehouse.identity.mapping.MappingEvent.MappingReplaced;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.UnknownEventException;

/**
 * The events of mappings on the wire. Rules may name people (a subject, an address): sealed under
 * the mapping's own key.
 */
public final class MappingEventCodec implements EventCodec<MappingEvent> {

    @Override
    public Written write(MappingEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case MappingReplaced(var id, var provider, var rules) ->
                    fields.put("provider_id", id)
                            .put("provider", provider)
                            .putPersonal("mapping", MappingJson.write(rules))
                            .as("role-mapping.replaced", 1);
            case MappingRemoved(var id, var provider) ->
                    fields.put("provider_id", id)
                            .put("provider", provider)
                            .as("role-mapping.removed", 1);
        };
    }

    @Override
    public MappingEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "role-mapping.replaced" -> {
                String json = fields.personalText("mapping");
                yield new MappingReplaced(
                        new ProviderId(fields.text("provider_id")),
                        fields.arn("provider"),
                        // Erased: nobody gets a role by it.
                        MappingJson.read(json.isEmpty() ? "{\"rules\":[]}" : json));
            }
            case "role-mapping.removed" ->
                    new MappingRemoved(
                            new ProviderId(fields.text("provider_id")), fields.arn("provider"));
            default -> throw new UnknownEventException(written);
        };
    }
}
