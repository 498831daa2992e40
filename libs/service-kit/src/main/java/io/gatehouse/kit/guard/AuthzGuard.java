package io.gatehouse.kit.guard;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.Authorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks authz-service. Two questions at most: one that is as fresh as the call's heads and may wait
 * for them, and, if they are not reached in time, one to the snapshot at hand, whose yes counts
 * only while authz-service does not call itself stale. Everything but a decision is
 * ServiceUnavailable, or InternalFailure where our own question was wrong.
 */
final class AuthzGuard implements Guard {

    private static final Logger LOG = Logger.getLogger(AuthzGuard.class);

    /** How long a request waits for authz-service to reach its heads. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The layer of what is attached to the caller, as authz-service calls it. */
    private static final String IDENTITY = "identity";

    private static final Duration FOR_A_LOOK = Duration.ofSeconds(1);

    private final Authorizer authorizer;
    private final String region;
    private final EncodedDenials denials;
    private final Clock clock;

    /**
     * @param region for {@code aws:RequestedRegion}
     */
    AuthzGuard(Authorizer authorizer, String region, EncodedDenials denials, Clock clock) {
        this.authorizer = authorizer;
        this.denials = denials;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public Uni<Admission> require(Call call, ActionName action, String resource, ContextKeys keys) {
        return ask(call, question(call, action, resource, keys), false);
    }

    @Override
    public Uni<Admission> requireUndenied(
            Call call, ActionName action, String resource, ContextKeys keys) {
        return ask(call, question(call, action, resource, keys), true);
    }

    private Uni<Admission> ask(Call call, PermissionQuestion question, boolean open) {
        PermissionQuestion fresh = question.withAtLeast(call.heads()).withDeadline(PATIENCE);
        Uni<Admission> admission =
                authorizer
                        .check(fresh)
                        .flatMap(answer ->
                                isTooEarly(answer, call)
                                        ? authorizer
                                                .check(question.withDeadline(FOR_A_LOOK))
                                                .map(late ->
                                                        admit(late, call, question, true, open))
                                        : Uni.createFrom()
                                                .item(() ->
                                                        admit(
                                                                answer, call, question, false,
                                                                open)));
        return RequestLog.here(admission);
    }

    private static boolean isTooEarly(Answer answer, Call call) {
        return answer instanceof Answer.Unanswered unanswered
                && !call.heads().equals(Revision.NONE)
                && (unanswered.cause() == Cause.NOT_YET || unanswered.cause() == Cause.DEADLINE);
    }

    private Admission admit(
            Answer answer,
            Call call,
            PermissionQuestion question,
            boolean behindHeads,
            boolean open) {
        return switch (answer) {
            case Answer.Allowed allowed -> {
                if (behindHeads && allowed.isStale()) {
                    throw unavailable();
                }
                yield new Admission(allowed.revision(), behindHeads);
            }
            case Answer.Denied denied -> {
                if (behindHeads && denied.isStale()) {
                    throw unavailable();
                }
                if (open && lacksOnlyAnAllow(denied)) {
                    yield new Admission(denied.revision(), behindHeads);
                }
                throw RefusedException.of(
                        ErrorCode.ACCESS_DENIED, denials.sentence(call, question, denied));
            }
            case Answer.Unanswered unanswered -> throw unanswered(unanswered, call);
        };
    }

    /** No policy of the caller's says anything; nothing denies, and nothing bounds. */
    private static boolean lacksOnlyAnAllow(Answer.Denied denied) {
        return !denied.isExplicit() && denied.layer().equals(IDENTITY);
    }

    private static RuntimeException unanswered(Answer.Unanswered unanswered, Call call) {
        return switch (unanswered.cause()) {
            case NOT_YET, DEADLINE, UNAVAILABLE -> {
                LOG.warnf(
                        "request %s: authz-service: %s %s",
                        call.requestId(), unanswered.cause(), unanswered.message());
                yield unavailable();
            }
            case INVALID, NOT_PERMITTED, FAULT ->
                    new IllegalStateException(
                            "authz-service does not answer: %s %s"
                                    .formatted(unanswered.cause(), unanswered.message()));
        };
    }

    private static RefusedException unavailable() {
        return RefusedException.of(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The request cannot be authorized at the moment. Try again later.");
    }

    private PermissionQuestion question(
            Call call, ActionName action, String resource, ContextKeys keys) {
        Asked asked =
                call.caller()
                        .session()
                        .<Asked>map(token -> new Asked.BySessionToken(token.text()))
                        .orElseGet(() -> new Asked.ByArn(call.caller().arn().toString()));
        PermissionQuestion question =
                PermissionQuestion.of(call.caller().arn().toString(), action, resource)
                        .withPrincipal(asked)
                        .withContext(context(call, keys))
                        .withRequestId(call.requestId());
        boolean namesAccount = Arn.isArn(resource) && !Arn.parse(resource).account().isEmpty();
        return namesAccount ? question : question.withResourceAccount(call.account().digits());
    }

    /** What the action adds never replaces what the request itself says (SEMANTICS 5). */
    private Map<String, List<String>> context(Call call, ContextKeys keys) {
        Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.values().forEach((key, value) -> context.put(key, value.texts()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        context.put("aws:SourceIp", List.of(call.sourceIp()));
        context.put("aws:SecureTransport", List.of(Boolean.toString(call.secureTransport())));
        context.put("aws:UserAgent", List.of(call.userAgent()));
        context.put("aws:CurrentTime", List.of(now.toString()));
        context.put("aws:EpochTime", List.of(Long.toString(now.getEpochSecond())));
        context.put("aws:RequestedRegion", List.of(region));
        context.put("aws:ViaAWSService", List.of("false"));
        return context;
    }
}
