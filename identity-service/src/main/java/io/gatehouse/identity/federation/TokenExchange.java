package io.gatehouse.identity.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.session.SessionForm;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.inbound.Failures;
import io.gatehouse.kit.inbound.HttpAnswer;
import io.gatehouse.kit.inbound.Inbound;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /oauth2/token}: OAuth 2.0 token exchange (RFC 8693) as a second door to federated
 * roles. {@code audience} is the provider's ARN, {@code subject_token} a token of OpenID Connect or
 * a SAML response, {@code resource} a role's ARN; without one the provider's mapping decides. The
 * access token is a session token, and the credentials that sign with it stand beside it.
 */
@ApplicationScoped
public class TokenExchange {

    private static final String PATH = "/oauth2/token";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String TYPE = "urn:ietf:params:oauth:token-type:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Inbound inbound;
    private final Vouching vouching;
    private final FederatedGrants grants;
    private final Clock clock;

    TokenExchange(Inbound inbound, Vouching vouching, FederatedGrants grants, Clock clock) {
        this.inbound = inbound;
        this.vouching = vouching;
        this.grants = grants;
        this.clock = clock;
    }

    /** Asked once, at start. */
    public void install(@Observes Router router) {
        router.post(PATH)
                .handler(routing ->
                        inbound.accept(
                                routing,
                                ExchangeForm::read,
                                _ -> "POST " + PATH,
                                this::exchange,
                                TokenExchange::error));
    }

    private Uni<HttpAnswer> exchange(ExchangeForm form, Call call) {
        form.requireOneOf("grant_type", GRANT);
        Arn provider = KnownProviders.arn(form.require("audience"));
        return vouched(form, call, provider).chain(by -> granted(form, call, by)).map(this::answer);
    }

    private Uni<Vouched> vouched(ExchangeForm form, Call call, Arn provider) {
        String token = form.require("subject_token");
        String type = form.require("subject_token_type");
        return switch (type) {
            case TYPE + "jwt", TYPE + "id_token", TYPE + "access_token" ->
                    vouching.byToken(call, new AccountId(provider.account()), token)
                            .map(by -> of(provider, by));
            case TYPE + "saml2" -> vouching.byAssertion(call, provider, token).map(by -> by);
            default ->
                    throw RefusedException.of(
                            ErrorCode.INVALID_INPUT,
                            "`subject_token_type` is not one that is taken: `%s`".formatted(type));
        };
    }

    private static Vouched of(Arn provider, Vouched by) {
        if (!by.provider().equals(provider)) {
            throw RefusedException.of(
                    ErrorCode.INVALID_IDENTITY_TOKEN,
                    "the token is not of the provider that `audience` names");
        }
        return by;
    }

    /** A token may name any role that trusts it; an assertion gets its mapping's. */
    private Uni<Granted> granted(ExchangeForm form, Call call, Vouched by) {
        Optional<Duration> duration = form.seconds("duration_seconds");
        Optional<Arn> role = form.value("resource").map(SessionForm::roleArn);
        if (role.isEmpty() || by instanceof Vouched.ByAssertion) {
            return grants.mapped(call, by, role, wish -> wish.lasting(duration));
        }
        String name = form.value("session_name").orElseGet(() -> sessionName(by));
        return grants.named(call, by, RoleWish.of(role.get(), name, by).lasting(duration));
    }

    private static String sessionName(Vouched by) {
        String name = by.subject().replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
        return name.length() > 64 ? name.substring(0, 64) : name;
    }

    private HttpAnswer answer(Granted granted) {
        var session = granted.session();
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("access_key_id", session.accessKeyId().text());
        credentials.put("secret_access_key", session.secret().reveal());
        credentials.put("session_token", session.token().text());
        credentials.put("expiration", session.expires().toString());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", session.token().text());
        answer.put("issued_token_type", TYPE + "access_token");
        answer.put("token_type", "N_A");
        answer.put("expires_in", Duration.between(clock.instant(), session.expires()).toSeconds());
        answer.put("assumed_role_arn", granted.arn().toString());
        answer.put("aws_credentials", credentials);
        return new HttpAnswer(200, "application/json", json(answer));
    }

    /** As RFC 6749, 5.2 wants errors. */
    private static HttpAnswer error(Throwable failure, String requestId) {
        Refusal refusal = Failures.refusalOf(failure, requestId);
        String error =
                switch (refusal.code()) {
                    case INVALID_INPUT, VALIDATION_ERROR, INVALID_PARAMETER_VALUE ->
                            "invalid_request";
                    case IDP_COMMUNICATION_ERROR, SERVICE_UNAVAILABLE, THROTTLING ->
                            "temporarily_unavailable";
                    case INTERNAL_FAILURE -> "server_error";
                    default -> "invalid_grant";
                };
        int status = refusal.code().httpStatus() >= 500 ? refusal.code().httpStatus() : 400;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", refusal.message());
        answer.put("request_id", requestId);
        return new HttpAnswer(status, "application/json", json(answer));
    }

    private static byte[] json(Map<String, Object> answer) {
        try {
            return JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }
}
