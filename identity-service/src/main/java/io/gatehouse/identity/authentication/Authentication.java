package io.gatehouse.identity.authentication;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.internal.v1.VerifySignedRequest;
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
import java.time.Clock;
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

    private static final String INVOCATION = "amz-sdk-invocation-id";
    private static final int LONGEST_ID = 128;

    private final SignatureReader reader;
    private final SignatureCheck check;
    private final Signers signers;
    private final InternalTokenIssuer tokens;
    private final Attempts attempts;
    private final Clock clock;

    Authentication(
            SignatureReader reader,
            SignatureCheck check,
            Signers signers,
            InternalTokenIssuer tokens,
            Attempts attempts,
            Clock clock) {
        this.reader = reader;
        this.check = check;
        this.signers = signers;
        this.tokens = tokens;
        this.attempts = attempts;
        this.clock = clock;
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
        Optional<Caller> unsigned = UnsignedRequests.caller(request);
        if (unsigned.isPresent()) {
            return Uni.createFrom().item(known(unsigned.get(), request));
        }
        SignedRequest signed =
                new SignedRequest(
                        request.getMethod(),
                        request.getUri(),
                        headers(request.getHeadersList()),
                        request.getBody().toByteArray());
        return switch (reader.read(signed, serviceOf(request.getAction()))) {
            case Reading.Refused(Refusal refusal) ->
                    Uni.createFrom().item(new Outcome.Refused(refusal));
            case Reading.Presented presented ->
                    signers.find(presented).map(signer -> judge(request, presented, signer));
        };
    }

    /**
     * Whose signature a request bears that an application received; no token is issued for it, and
     * limits of what sessions may call do not count.
     */
    public Uni<Outcome> verify(VerifySignedRequest request) {
        SignedRequest signed =
                new SignedRequest(
                        request.getMethod(),
                        request.getUri(),
                        headers(request.getHeadersList()),
                        new byte[0]);
        return switch (reader.readShown(signed, request.getBodySha256())) {
            case Reading.Refused(Refusal refusal) ->
                    Uni.createFrom().item(new Outcome.Refused(refusal));
            case Reading.Presented presented ->
                    signers.find(presented)
                            .map(signer ->
                                    refusal(presented, signer)
                                            .<Outcome>map(Outcome.Refused::new)
                                            .orElseGet(() ->
                                                    new Outcome.Known(
                                                            signer.orElseThrow().caller(), "")));
        };
    }

    private Outcome judge(
            AuthenticateRequest request, Reading.Presented presented, Optional<Signer> signer) {
        Optional<Refusal> refusal =
                refusal(presented, signer)
                        .or(() -> signer.flatMap(known -> known.limit(request.getAction())));
        if (refusal.isPresent()) {
            Refusal no = refusal.get();
            // Who presents a key that does not exist is nobody whose account could be told.
            signer.ifPresent(k -> attempts.refused(origin(k.caller(), request), no));
            return new Outcome.Refused(no);
        }
        signers.used(signer.orElseThrow().caller(), presented);
        return known(signer.orElseThrow().caller(), request);
    }

    private Outcome known(Caller caller, AuthenticateRequest request) {
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
                        userAgent(request),
                        request.getSecureTransport(),
                        header(request, INVOCATION).filter(id -> id.length() <= LONGEST_ID)));
    }

    /** Empty where the signature is right and counts now; always present for nobody's. */
    private Optional<Refusal> refusal(Reading.Presented presented, Optional<Signer> signer) {
        Optional<String> secret = signer.flatMap(Signer::secret).map(SecretKey::reveal);
        return check.judge(presented, secret)
                .or(() -> signer.flatMap(known -> known.expired(clock.instant())));
    }

    private static Origin origin(Caller claimed, AuthenticateRequest request) {
        return new Origin(
                claimed.account(),
                Attempts.UNAUTHENTICATED,
                List.of(),
                request.getAction(),
                "access-key/" + claimed.accessKeyId(),
                request.getSourceIp(),
                userAgent(request),
                request.getRequestId(),
                Revision.NONE,
                "");
    }

    private static String userAgent(AuthenticateRequest request) {
        return header(request, "user-agent").orElse("");
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

    private static List<SignedRequest.Header> headers(List<Header> headers) {
        return headers.stream()
                .map(header -> new SignedRequest.Header(header.getName(), header.getValue()))
                .toList();
    }

    /** All values of a header, joined; empty where it is not there. */
    private static Optional<String> header(AuthenticateRequest request, String name) {
        return Optional.of(
                        request.getHeadersList().stream()
                                .filter(header -> header.getName().equalsIgnoreCase(name))
                                .map(Header::getValue)
                                .collect(Collectors.joining(", ")))
                .filter(value -> !value.isEmpty());
    }

    /** JSON requests are signed for {@code iam} too. */
    private static String serviceOf(String action) {
        return action.startsWith("sts:") ? "sts" : "iam";
    }
}
