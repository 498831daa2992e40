package io.gatehouse.identity.mapping;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.model.Arn;

/** What can be asked of the mapping of a provider. */
public sealed interface MappingCommand {

    /**
     * @param id of the provider
     * @param provider ARN of the provider that the rules are of
     */
    record ReplaceMapping(ProviderId id, Arn provider, Mapping.Rules rules)
            implements MappingCommand {}

    record RemoveMapping(ProviderId id, Arn provider) implements MappingCommand {}
}
