package io.gatehouse.replica.decide;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.decision.ResourceKeys;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The context of a decision: what the request says, except for the keys that follow from who the
 * principal is, whose the resource is and what time it is. Those are never taken from a request
 * (SEMANTICS 5).
 */
final class OwnedKeys {

    private static final String TAG_PREFIX = "aws:principaltag/";
    private static final Set<String> OWNED =
            Set.of(
                    "aws:principalarn",
                    "aws:principalaccount",
                    "aws:principaltype",
                    "aws:userid",
                    "aws:username",
                    "aws:principalisawsservice",
                    "aws:principalservicename",
                    "aws:principalservicenameslist",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:resourceaccount",
                    "aws:currenttime",
                    "aws:epochtime");

    private static volatile Second last = new Second(Long.MIN_VALUE, "", "");

    /** A second as context keys write it. */
    private record Second(long number, String iso, String epoch) {}

    private OwnedKeys() {}

    /**
     * @param tags of the principal; keys compare without case
     * @param now the one reading of the clock for this request
     */
    static RequestContext context(
            Question question, Principal principal, Map<String, String> tags, Instant now) {
        RequestContext.Builder context = RequestContext.builder();
        question.context()
                .forEach((key, values) -> {
                    if (!isOwned(key)) {
                        context.put(key, values.getValuesList());
                    }
                });
        TokenKeys.supply(question.identity(), Judge.isSession(principal), now, context);
        PrincipalKeys.supply(principal, context);
        ResourceKeys.supply(owner(question, principal), context);
        tags.forEach((key, value) -> context.put("aws:PrincipalTag/" + key, value));
        Second second = second(now.getEpochSecond());
        context.put("aws:CurrentTime", second.iso);
        context.put("aws:EpochTime", second.epoch);
        return context.build();
    }

    /** As the decision itself takes it. */
    private static @Nullable AccountId owner(Question question, Principal principal) {
        AccountId said = question.resourceAccount();
        return said != null ? said : AuthorizationRequest.ownerOf(question.resource(), principal);
    }

    /** Written once for all decisions of the same second. */
    private static Second second(long epochSecond) {
        Second known = last;
        if (known.number == epochSecond) {
            return known;
        }
        Second made =
                new Second(
                        epochSecond,
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC)),
                        Long.toString(epochSecond));
        last = made;
        return made;
    }

    /** Whether the asker may not assert this key. */
    static boolean isOwned(String key) {
        String folded = key.toLowerCase(Locale.ROOT);
        return OWNED.contains(folded) || folded.startsWith(TAG_PREFIX);
    }
}
