package io.gatehouse.identity.mapping;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;

import io.gatehouse.identity.mapping.MappingCommand.RemoveMapping;
import io.gatehouse.identity.mapping.MappingCommand.ReplaceMapping;
import io.gatehouse.identity.mapping.MappingEvent.MappingRemoved;
import io.gatehouse.identity.mapping.MappingEvent.MappingReplaced;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.model.ErrorCode;

/** The rules of mappings: what is so already is not written again. */
public final class MappingDecider {

    private MappingDecider() {}

    public static Decision<MappingEvent> decide(Mapping mapping, MappingCommand command) {
        return switch (command) {
            case ReplaceMapping(var id, var provider, var rules) ->
                    mapping.equals(new Mapping.Active(rules))
                            ? accept()
                            : accept(new MappingReplaced(id, provider, rules));
            case RemoveMapping(var id, var provider) ->
                    switch (mapping) {
                        case Mapping.Active _ -> accept(new MappingRemoved(id, provider));
                        case Mapping.None _ ->
                                refuse(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "The provider %s has no mapping.".formatted(provider));
                    };
        };
    }
}
