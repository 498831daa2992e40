package io.gatehouse.identity.authentication;

import io.gatehouse.identity.accesskey.PresentedKeys;
import io.gatehouse.identity.accesskey.PresentedKeys.PresentedKey;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.InternalTokenIssuer;
import io.gatehouse.kit.call.TokenBinding;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.gatehouse.sigv4.Reading;
import io.gatehouse.sigv4.SignatureCheck;
import io.gatehouse.sigv4.SignatureReader;
import io.gatehouse.sigv4.SignedRequest;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Verifies a request as the gateway received it, and issues the token for its onward journey
 * (DESIGN 4). Unknown and inactive keys get the same answer after the same work as a wrong
 * signature gets.
 */
@ApplicationScoped
public class Authentication {

    private final SignatureReader reader;
    private final SignatureCheck check;
    private final PresentedKeys keys;
    private final InternalTokenIssuer tokens;
    private final Attempts attempts;

    Authentication(
            SignatureReader reader,
            SignatureCheck check,
            PresentedKeys keys,
            InternalTokenIssuer tokens,
            Attempts attempts) {
        this.reader = reader;
        this.check = check;
        this.keys = keys;
        this.tokens = tokens;
        this.attempts = attempts;
    }

    /** What became of a request. */
    public sealed interface Outcome {

        /**
         * @param token a secret for a minute: not to be logged
         */
        record Known(Caller caller, String token) implements Outcome {
            @Override
            public String toString() {
                return "Known[" + caller.arn() + "]";
            }
        }

        record Refused(Refusal refusal) implements Outcome {}
    }

    public Uni<Outcome> authenticate(AuthenticateRequest request) {
        SignedRequest signed =
                new SignedRequest(
                        request.getMethod(),
                        request.getUri(),
                        request.getHeadersList().stream()
                                .map(h -> new SignedRequest.Header(h.getName(), h.getValue()))
                                .toList(),
                        request.getBody().toByteArray());
        return switch (reader.read(signed, serviceOf(request.getAction()))) {
            case Reading.Refused(Refusal refusal) ->
                    Uni.createFrom().item(new Outcome.Refused(refusal));
            case Reading.Presented presented ->
                    keys.find(presented.accessKeyId()).map(key -> judge(request, presented, key));
        };
    }

    private Outcome judge(
            AuthenticateRequest request, Reading.Presented presented, Optional<PresentedKey> key) {
        Optional<String> secret = key.flatMap(PresentedKey::secret).map(SecretKey::reveal);
        Optional<Refusal> refusal = check.judge(presented, secret);
        String userAgent = userAgent(request);
        if (refusal.isPresent() || key.isEmpty()) {
            Refusal no = refusal.orElseThrow();
            // Who presents a key that does not exist is nobody whose account could be told.
            key.ifPresent(k -> attempts.refused(origin(k.caller(), request, userAgent), no));
            return new Outcome.Refused(no);
        }
        Caller caller = key.get().caller();
        TokenBinding binding =
                TokenBinding.of(
                        request.getAudience(),
                        request.getAction(),
                        content(request),
                        request.getRequestId());
        return new Outcome.Known(
                caller,
                tokens.issue(
                        caller,
                        binding,
                        request.getSourceIp(),
                        userAgent,
                        request.getSecureTransport()));
    }

    private static Origin origin(Caller claimed, AuthenticateRequest request, String userAgent) {
        return new Origin(
                claimed.account(),
                Attempts.UNAUTHENTICATED,
                List.of(),
                request.getAction(),
                "access-key/" + claimed.accessKeyId(),
                request.getSourceIp(),
                userAgent,
                request.getRequestId(),
                Revision.NONE,
                "");
    }

    /** What the owner of the action receives as body: of a GET, the raw query. */
    private static byte[] content(AuthenticateRequest request) {
        if (!request.getMethod().equals("GET")) {
            return request.getBody().toByteArray();
        }
        int mark = request.getUri().indexOf('?');
        return (mark < 0 ? "" : request.getUri().substring(mark + 1))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String userAgent(AuthenticateRequest request) {
        return request.getHeadersList().stream()
                .filter(header -> header.getName().equalsIgnoreCase("user-agent"))
                .map(Header::getValue)
                .collect(Collectors.joining(", "));
    }

    /** JSON requests are signed for {@code iam} too. */
    private static String serviceOf(String action) {
        return action.startsWith("sts:") ? "sts" : "iam";
    }
}
