package io.gatehouse.identity.federation;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.oidcprovider.IssuerUrl;
import io.gatehouse.identity.oidcprovider.OidcProviderRow;
import io.gatehouse.identity.oidcprovider.OidcProviderView;
import io.gatehouse.identity.samlassertion.AssertionCheck;
import io.gatehouse.identity.samlassertion.AssertionClaims;
import io.gatehouse.identity.samlassertion.SamlRules;
import io.gatehouse.identity.samlprovider.SamlMetadata;
import io.gatehouse.identity.samlprovider.SamlPrivateKeys;
import io.gatehouse.identity.samlprovider.SamlProviderRow;
import io.gatehouse.identity.samlprovider.SamlProviderView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.webidentity.ProviderKeys;
import io.gatehouse.identity.webidentity.ProviderUnreachableException;
import io.gatehouse.identity.webidentity.TokenCheck;
import io.gatehouse.identity.webidentity.TokenClaims;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.net.URI;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Whether a registered provider vouches for a token or assertion. Fails with RefusedException by
 * STS's codes; what was presented to a provider that exists and was refused is kept as an attempt.
 */
@ApplicationScoped
public class Vouching {

    private final Pool database;
    private final ProviderKeys keys;
    private final SamlPrivateKeys privateKeys;
    private final SamlRules rules;
    private final Attempts attempts;
    private final Clock clock;

    Vouching(
            Pool database,
            ProviderKeys keys,
            SamlPrivateKeys privateKeys,
            SamlRules rules,
            Attempts attempts,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.privateKeys = privateKeys;
        this.rules = rules;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** By the provider of the account that the token itself names as its issuer. */
    public Uni<Vouched> byToken(Call call, AccountId account, String text) {
        return Uni.createFrom()
                .item(() -> TokenCheck.read(text))
                .chain(token ->
                        provider(account, token.issuer())
                                .chain(row -> keep(call, row.arn(), byToken(row, token))));
    }

    private Uni<Vouched> byToken(OidcProviderRow row, TokenCheck.Presented token) {
        return keys.containing(row, token.keyId())
                .onFailure(ProviderUnreachableException.class)
                .transform(failure ->
                        RefusedException.of(
                                ErrorCode.IDP_COMMUNICATION_ERROR,
                                String.valueOf(failure.getMessage())))
                .map(set ->
                        new Vouched.ByToken(
                                row,
                                TokenCheck.verify(token, row.clientIds(), set, clock.instant())));
    }

    private Uni<OidcProviderRow> provider(AccountId account, String issuer) {
        if (!IssuerUrl.isWellFormed(issuer)) {
            throw unknown(issuer);
        }
        IssuerUrl url = new IssuerUrl(issuer);
        return OidcProviderView.byName(database, account, url.name())
                .map(found ->
                        found.filter(row -> row.issuer().equals(url))
                                .orElseThrow(() -> unknown(issuer)));
    }

    private static RefusedException unknown(String issuer) {
        return RefusedException.of(
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "No OpenIDConnect provider found in your account for " + issuer);
    }

    /**
     * By the provider of that ARN.
     *
     * @param base64 a SAML response as it is posted
     */
    public Uni<Vouched.ByAssertion> byAssertion(Call call, Arn provider, String base64) {
        return samlProvider(provider)
                .chain(row -> keep(call, provider, byAssertion(row, base64, rules)));
    }

    /**
     * By the provider of that ARN, for an assertion that a browser brought to our pages.
     *
     * @param recipient the URL that it was posted to, which belongs to that provider alone
     */
    Uni<Vouched.ByAssertion> byPosted(Call call, Arn provider, String base64, URI recipient) {
        return samlProvider(provider)
                .chain(row ->
                        keep(
                                call,
                                provider,
                                byAssertion(row, base64, rules.onlyAt(recipient.toString()))));
    }

    private Uni<Vouched.ByAssertion> byAssertion(
            SamlProviderRow row, String base64, SamlRules expected) {
        Uni<List<PrivateKey>> ours =
                row.privateKeys().isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : privateKeys.of(database, row.id());
        return ours.map(open ->
                new Vouched.ByAssertion(
                        row,
                        AssertionCheck.verify(
                                base64,
                                SamlMetadata.parse(row.metadata()),
                                row.encryption(),
                                open,
                                expected,
                                clock.instant())));
    }

    private Uni<SamlProviderRow> samlProvider(Arn provider) {
        String prefix = "saml-provider/";
        boolean isOne =
                provider.service().equals("iam")
                        && AccountId.isValid(provider.account())
                        && provider.resource().startsWith(prefix)
                        && EntityName.isValid(provider.resource().substring(prefix.length()));
        if (!isOne) {
            throw noSamlProvider();
        }
        EntityName name = new EntityName(provider.resource().substring(prefix.length()));
        return SamlProviderView.byName(database, new AccountId(provider.account()), name)
                .map(found -> found.orElseThrow(Vouching::noSamlProvider));
    }

    private static RefusedException noSamlProvider() {
        return RefusedException.of(
                ErrorCode.INVALID_IDENTITY_TOKEN, "Specified provider doesn't exist");
    }

    /** As {@link #byToken}, of that provider alone, and nothing is kept of it. */
    Uni<Vouched> tryToken(Arn provider, String text) {
        return Uni.createFrom()
                .item(() -> TokenCheck.read(text))
                .chain(token ->
                        provider(new AccountId(provider.account()), token.issuer())
                                .map(row -> {
                                    if (!row.arn().equals(provider)) {
                                        throw unknown(token.issuer());
                                    }
                                    return row;
                                })
                                .chain(row -> byToken(row, token)));
    }

    /** As {@link #byAssertion}, and nothing is kept of it. */
    Uni<Vouched.ByAssertion> tryAssertion(Arn provider, String base64) {
        return samlProvider(provider).chain(row -> byAssertion(row, base64, rules));
    }

    /** As if the provider had said so: for trying a mapping, never for a session. */
    Uni<Vouched> claimed(Arn provider, Map<String, Object> claims) {
        if (isSaml(provider)) {
            return samlProvider(provider)
                    .map(row ->
                            new Vouched.ByAssertion(
                                    row,
                                    AssertionClaims.claimed(
                                            SamlMetadata.parse(row.metadata()).entityId(),
                                            Attributes.ofJson(claims))));
        }
        String name = provider.resource().substring("oidc-provider/".length());
        return OidcProviderView.byName(database, new AccountId(provider.account()), name)
                .map(found -> found.orElseThrow(() -> unknown(name)))
                .map(row ->
                        new Vouched.ByToken(row, TokenClaims.claimed(row.issuer().text(), claims)));
    }

    private <T extends Vouched> Uni<T> keep(Call call, Arn provider, Uni<T> checked) {
        return checked.onFailure(RefusedException.class)
                .invoke(refused -> attempts.refused(presented(call, provider), refused.refusal()));
    }

    private static Origin presented(Call call, Arn provider) {
        return new Origin(
                new AccountId(provider.account()),
                Attempts.UNAUTHENTICATED,
                List.of(),
                "sts:AssumeRoleWith" + (isSaml(provider) ? "SAML" : "WebIdentity"),
                provider.toString(),
                call.sourceIp(),
                call.userAgent(),
                call.requestId(),
                Revision.NONE,
                "");
    }

    private static boolean isSaml(Arn provider) {
        return provider.resource().startsWith("saml-provider/");
    }
}
