package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.time.Instant;
import java.util.List;

/**
 * A SAML provider as it can be read.
 *
 * @param metadata empty where only the list is read
 */
public record SamlProviderRow(
        AccountId account,
        ProviderId id,
        EntityName name,
        Instant created,
        String metadata,
        EncryptionMode encryption,
        List<PrivateKeyEntry> privateKeys,
        Tags tags) {

    public SamlProviderRow {
        privateKeys = List.copyOf(privateKeys);
    }

    public Arn arn() {
        return arn(account, name);
    }

    public static Arn arn(AccountId account, EntityName name) {
        return Arn.iam(account, "saml-provider/" + name);
    }
}
