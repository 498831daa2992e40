package io.gatehouse.policyservice.directory;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PrincipalKind;

import java.util.Map;
import java.util.Optional;

/**
 * A user, group or role that exists.
 *
 * @param boundary ARN of its permissions boundary
 */
public record KnownPrincipal(
        AccountId account,
        PrincipalKind kind,
        UniqueId id,
        String name,
        String path,
        Optional<String> boundary,
        Map<String, String> tags) {

    public KnownPrincipal {
        tags = Map.copyOf(tags);
    }

    public Arn arn() {
        return Arn.iam(account, kind.wire() + path + name);
    }
}
