package io.gatehouse.identity.mapping;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.model.Arn;

/** What can have happened to the mapping of a provider. */
public sealed interface MappingEvent {

    record MappingReplaced(ProviderId id, Arn provider, Mapping.Rules rules)
            implements MappingEvent {}

    record MappingRemoved(ProviderId id, Arn provider) implements MappingEvent {}
}
