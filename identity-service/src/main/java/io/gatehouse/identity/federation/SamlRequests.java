package io.gatehouse.identity.federation;

import io.gatehouse.identity.federation.ProviderSignIn.Begun;
import io.gatehouse.identity.federation.SignInStates.Way;
import io.gatehouse.identity.mapping.MappingView;
import io.gatehouse.identity.samlassertion.SamlRules;
import io.gatehouse.identity.samlprovider.SamlMetadata;
import io.gatehouse.identity.samlprovider.SamlProviderRow;
import io.gatehouse.identity.samlprovider.SamlProviderView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.keycloak.saml.BaseSAML2BindingBuilder;
import org.keycloak.saml.SAML2AuthnRequestBuilder;
import org.keycloak.saml.common.constants.JBossSAMLURIConstants;
import org.keycloak.saml.common.exceptions.ConfigurationException;
import org.keycloak.saml.common.exceptions.ProcessingException;
import org.w3c.dom.Document;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Sends a person to a provider of SAML: an AuthnRequest by HTTP-Redirect, not signed, as the name
 * that the provider's mapping says we have there. Its id stays with the browser as a cookie.
 */
@ApplicationScoped
public class SamlRequests {

    private static final String PROVIDER = "provider";
    private static final String REQUEST = "request";

    private final Pool database;
    private final SignInStates states;
    private final SamlRules rules;

    SamlRequests(Pool database, SignInStates states, SamlRules rules) {
        this.database = database;
        this.states = states;
        this.rules = rules;
    }

    /** The library's builder is generic in itself. */
    private static final class Query extends BaseSAML2BindingBuilder<Query> {}

    /**
     * Fails with AccessDenied where nobody signs in by this provider.
     *
     * @param consumer where the browser brings the response, as the provider knows us
     */
    public Uni<Begun> start(Arn provider, URI consumer) {
        return row(provider)
                .chain(row -> client(row).map(client -> begin(row, provider, client, consumer)));
    }

    private Begun begin(SamlProviderRow row, Arn provider, String client, URI consumer) {
        URI signOn =
                SamlMetadata.parse(row.metadata())
                        .signOn()
                        .orElseThrow(() -> denied("the provider takes no requests by redirect"));
        try {
            Document request =
                    new SAML2AuthnRequestBuilder()
                            .destination(signOn.toString())
                            .issuer(client)
                            .assertionConsumerUrl(consumer)
                            .protocolBinding(
                                    JBossSAMLURIConstants.SAML_HTTP_POST_BINDING
                                            .getUri()
                                            .toString())
                            .toDocument();
            JsonObject state =
                    JsonObject.of(
                            PROVIDER,
                            provider.toString(),
                            REQUEST,
                            request.getDocumentElement().getAttribute("ID"));
            return new Begun(
                    new Query().redirectBinding(request).requestURI(signOn.toString()),
                    states.seal(Way.ASSERTION, state));
        } catch (ConfigurationException | ProcessingException | IOException e) {
            throw new IllegalStateException("a request can be written", e);
        }
    }

    /** Whether the browser of that cookie was sent to the provider with the request of that id. */
    boolean isAnswered(String cookie, Arn provider, String request) {
        return states.open(Way.ASSERTION, cookie)
                .filter(begun -> provider.toString().equals(begun.getString(PROVIDER)))
                .filter(begun -> request.equals(begun.getString(REQUEST)))
                .isPresent();
    }

    /** Whether an account has such a provider. */
    public Uni<Boolean> exists(Arn provider) {
        return find(provider).map(Optional::isPresent);
    }

    private Uni<SamlProviderRow> row(Arn provider) {
        return find(provider).map(found -> found.orElseThrow(SamlRequests::nobody));
    }

    private Uni<Optional<SamlProviderRow>> find(Arn provider) {
        String name = SignInProviders.name(provider);
        return SignInProviders.isSaml(provider)
                        && AccountId.isValid(provider.account())
                        && EntityName.isValid(name)
                ? SamlProviderView.byName(
                        database, new AccountId(provider.account()), new EntityName(name))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<String> client(SamlProviderRow row) {
        return MappingView.of(database, row.id())
                .map(found ->
                        found.flatMap(mapping -> mapping.rules().signInClient())
                                .filter(rules::isAudience)
                                .orElseThrow(SamlRequests::nobody));
    }

    private static RefusedException nobody() {
        return denied("nobody signs in by this provider");
    }

    private static RefusedException denied(String why) {
        return RefusedException.of(ErrorCode.ACCESS_DENIED, why);
    }
}
