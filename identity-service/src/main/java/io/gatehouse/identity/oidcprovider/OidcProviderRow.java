package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.time.Instant;
import java.util.List;

/** An OpenID Connect provider as it can be read. */
public record OidcProviderRow(
        AccountId account,
        ProviderId id,
        IssuerUrl issuer,
        Instant created,
        List<String> clientIds,
        List<String> thumbprints,
        Tags tags) {

    public OidcProviderRow {
        clientIds = List.copyOf(clientIds);
        thumbprints = List.copyOf(thumbprints);
    }

    public Arn arn() {
        return issuer.arn(account);
    }
}
