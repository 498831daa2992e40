package io.gatehouse.identity.holding;

import io.gatehouse.identity.holding.HoldingEvent.Activated;
import io.gatehouse.identity.holding.HoldingEvent.Added;
import io.gatehouse.identity.holding.HoldingEvent.Deactivated;
import io.gatehouse.identity.holding.HoldingEvent.Removed;
import io.gatehouse.identity.holding.HoldingEvent.Renewed;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/**
 * The events of one kind of holding on the wire, under the kind's name.
 *
 * @param <D> what the feature says of each
 */
final class HoldingEventCodec<D> implements EventCodec<HoldingEvent<D>> {

    private final HoldingType<D> type;

    HoldingEventCodec(HoldingType<D> type) {
        this.type = type;
    }

    @Override
    public Written write(HoldingEvent<D> event, PersonalValues personal) {
        Fields fields = Fields.writing(personal).put("id", event.id());
        return switch (event) {
            case Added<D>(var owner, var _, var details, var at) ->
                    type.write(fields.put("owner", owner).put("added", at), details)
                            .as(name("added"), 1);
            case Activated<D> _ -> fields.as(name("activated"), 1);
            case Deactivated<D> _ -> fields.as(name("deactivated"), 1);
            case Renewed<D> _ -> fields.as(name("renewed"), 1);
            case Removed<D> _ -> fields.as(name("deleted"), 1);
        };
    }

    @Override
    public HoldingEvent<D> read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        String prefix = type.name() + ".";
        if (written.version() != 1 || !written.type().startsWith(prefix)) {
            throw new UnknownEventException(written);
        }
        return switch (written.type().substring(prefix.length())) {
            case "added" ->
                    new Added<>(
                            fields.text("owner"),
                            fields.id("id"),
                            type.read(fields),
                            fields.instant("added"));
            case "activated" -> new Activated<>(fields.id("id"));
            case "deactivated" -> new Deactivated<>(fields.id("id"));
            case "renewed" -> new Renewed<>(fields.id("id"));
            case "deleted" -> new Removed<>(fields.id("id"));
            default -> throw new UnknownEventException(written);
        };
    }

    private String name(String event) {
        return type.name() + "." + event;
    }
}
