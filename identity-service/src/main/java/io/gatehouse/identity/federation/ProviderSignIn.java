package io.gatehouse.identity.federation;

import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.federation.SignInStates.Way;
import io.gatehouse.identity.mapping.MappingView;
import io.gatehouse.identity.oidcprovider.OidcProviderRow;
import io.gatehouse.identity.oidcprovider.OidcProviderView;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person signs in at a registered provider: authorization code with PKCE (RFC 7636), as the
 * public client that the provider's mapping names. {@link #start} says where the browser goes and
 * what it keeps in a cookie; {@link #finish} makes a session of the role that the mapping gives.
 * Nothing is kept here in between.
 */
@ApplicationScoped
public class ProviderSignIn {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final Pool database;
    private final SignInStates states;
    private final CodeExchange exchange;
    private final Vouching vouching;
    private final FederatedGrants grants;

    ProviderSignIn(
            Pool database,
            SignInStates states,
            CodeExchange exchange,
            Vouching vouching,
            FederatedGrants grants) {
        this.database = database;
        this.states = states;
        this.exchange = exchange;
        this.vouching = vouching;
        this.grants = grants;
    }

    /**
     * A sign-in that has begun.
     *
     * @param goTo where the browser is sent
     * @param cookie what it must bring back; a secret of ten minutes
     */
    public record Begun(URI goTo, String cookie) {
        @Override
        public String toString() {
            return "Begun[" + goTo.getHost() + "]";
        }
    }

    /**
     * What the provider's redirect brings.
     *
     * @param error why nobody was signed in; empty where somebody was
     * @param issuer by RFC 9207; empty where the provider names none
     */
    public record Answer(String state, String code, String error, String issuer) {
        @Override
        public String toString() {
            return "Answer[" + issuer + "]";
        }
    }

    /**
     * Fails with AccessDenied where nobody signs in by this provider.
     *
     * @param provider ARN of a provider of OpenID Connect
     * @param redirect where the provider sends the browser back to, registered with it
     */
    public Uni<Begun> start(Arn provider, URI redirect) {
        return row(provider)
                .chain(row ->
                        client(row)
                                .map(client ->
                                        SignInState.begin(provider, client, redirect, CHANCE))
                                .chain(state ->
                                        exchange.authorization(row, state)
                                                .map(to ->
                                                        new Begun(
                                                                to,
                                                                states.seal(
                                                                        Way.CODE, state.json())))));
    }

    /** At which provider the sign-in of a cookie was begun; empty for none of ours. */
    public Optional<Arn> begunAt(String cookie) {
        return states.open(Way.CODE, cookie).map(SignInState::of).map(SignInState::provider);
    }

    /**
     * Fails with AccessDenied for an answer that does not belong to the cookie, and as token and
     * mapping refuse.
     *
     * @param cookie of {@link Begun}
     */
    public Uni<Granted> finish(Call call, String cookie, Answer answer) {
        SignInState begun =
                states.open(Way.CODE, cookie)
                        .map(SignInState::of)
                        .filter(one -> one.isAnsweredBy(answer.state()))
                        .orElseThrow(
                                () -> denied("this sign-in was not begun here, or took too long"));
        return row(begun.provider())
                .invoke(row -> requireCode(row, answer))
                .chain(row -> exchange.idToken(row, begun, answer.code()))
                .chain(token ->
                        vouching.byToken(call, new AccountId(begun.provider().account()), token))
                .map(by -> answering(begun, by))
                .chain(by -> grants.mapped(call, by, Optional.empty(), wish -> wish));
    }

    private static void requireCode(OidcProviderRow row, Answer answer) {
        if (!answer.issuer().isEmpty() && !answer.issuer().equals(row.issuer().text())) {
            throw denied("another provider has answered");
        }
        if (answer.code().isEmpty()) {
            throw denied("the provider signed nobody in" + why(answer.error()));
        }
    }

    /** Anybody can write into the URL: only words of the kind that OAuth 2.0 defines are shown. */
    private static String why(String error) {
        return ERROR.matcher(error).matches() ? ": " + error : "";
    }

    /** The token of this provider, for this client, of this very sign-in. */
    private static Vouched answering(SignInState begun, Vouched by) {
        boolean isAnswer =
                by instanceof Vouched.ByToken(var row, var claims)
                        && row.arn().equals(begun.provider())
                        && claims.client(row.clientIds()).equals(begun.client())
                        && claims.nonce().equals(Optional.of(begun.nonce()));
        if (!isAnswer) {
            throw denied("the token belongs to another sign-in");
        }
        return by;
    }

    private Uni<OidcProviderRow> row(Arn provider) {
        String prefix = "oidc-provider/";
        if (!provider.resource().startsWith(prefix) || !AccountId.isValid(provider.account())) {
            throw denied("nobody signs in by this provider");
        }
        return OidcProviderView.byName(
                        database,
                        new AccountId(provider.account()),
                        provider.resource().substring(prefix.length()))
                .map(found -> found.orElseThrow(() -> denied("nobody signs in by this provider")));
    }

    private Uni<String> client(OidcProviderRow row) {
        return MappingView.of(database, row.id())
                .map(found ->
                        found.flatMap(mapping -> mapping.rules().signInClient())
                                .filter(row.clientIds()::contains)
                                .orElseThrow(() -> denied("nobody signs in by this provider")));
    }

    private static RefusedException denied(String why) {
        return RefusedException.of(ErrorCode.ACCESS_DENIED, why);
    }
}
