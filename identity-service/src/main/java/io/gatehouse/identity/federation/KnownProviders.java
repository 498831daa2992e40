package io.gatehouse.identity.federation;

import io.gatehouse.identity.oidcprovider.OidcProviderView;
import io.gatehouse.identity.samlprovider.SamlProviderView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Which provider an ARN names, of whatever kind. */
@ApplicationScoped
class KnownProviders {

    private static final String OIDC = "oidc-provider/";
    private static final String SAML = "saml-provider/";

    private final Pool database;

    KnownProviders(Pool database) {
        this.database = database;
    }

    /** Throws RefusedException InvalidInput for what is no ARN of a provider. */
    static Arn arn(String text) {
        if (Arn.isArn(text)) {
            Arn arn = Arn.parse(text);
            boolean isProvider =
                    arn.service().equals("iam")
                            && AccountId.isValid(arn.account())
                            && (arn.resource().startsWith(OIDC) || arn.resource().startsWith(SAML));
            if (isProvider) {
                return arn;
            }
        }
        throw RefusedException.of(
                ErrorCode.INVALID_INPUT, "`%s` is no ARN of a provider".formatted(text));
    }

    /** Its unique id; empty where there is no such provider. */
    Uni<Optional<ProviderId>> id(Arn provider) {
        AccountId account = new AccountId(provider.account());
        String name = provider.resource().substring(OIDC.length());
        if (provider.resource().startsWith(OIDC)) {
            return OidcProviderView.byName(database, account, name)
                    .map(found -> found.map(row -> row.id()));
        }
        return EntityName.isValid(name)
                ? SamlProviderView.byName(database, account, new EntityName(name))
                        .map(found -> found.map(row -> row.id()))
                : Uni.createFrom().item(Optional.empty());
    }
}
