package io.gatehouse.identity.session;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.session.SessionTags;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters of requests for sessions, with AWS's refusals (SEMANTICS 8). */
public final class SessionForm {

    /** Of AssumeRole in all its forms, where none is asked for. */
    public static final Duration DEFAULT_OF_ROLES = Duration.ofHours(1);

    private static final String RESERVED = "aws:";

    private SessionForm() {}

    /**
     * The tags of the session: those asked for and those inherited, which cannot be replaced.
     *
     * @param inherited of the session that asks; {@link SessionTags#NONE} where none does
     */
    public static SessionTags tags(
            List<Tag> asked, List<String> transitiveKeys, SessionTags inherited) {
        Map<String, String> tags = new LinkedHashMap<>(inherited.all());
        Map<String, String> own = new LinkedHashMap<>();
        for (Tag tag : asked) {
            if (own.keySet().stream().anyMatch(tag.key()::equalsIgnoreCase)) {
                throw wrong(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            if (tag.key().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
                throw wrong("Tag keys starting with 'aws:' are reserved for system use.");
            }
            if (inherited.has(tag.key())) {
                throw wrong(
                        "One of the specified transitive tag keys can't be set because it conflicts"
                                + " with a transitive tag key from the calling session.");
            }
            own.put(tag.key(), tag.value());
        }
        for (String key : transitiveKeys) {
            if (own.keySet().stream().noneMatch(key::equalsIgnoreCase)) {
                throw wrong(
                        "The specified transitive tag key must be included in the requested tags.");
            }
        }
        tags.putAll(own);
        List<String> transitive = new java.util.ArrayList<>(inherited.transitive());
        transitive.addAll(transitiveKeys);
        return new SessionTags(tags, transitive);
    }

    /** The tags that a request passes, as context keys want them. */
    static Map<String, String> requested(List<Tag> asked) {
        Map<String, String> tags = new LinkedHashMap<>();
        asked.forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    /** The role that a request names; anything but a role's ARN is refused. */
    public static Arn roleArn(String text) {
        if (Arn.isArn(text)) {
            Arn arn = Arn.parse(text);
            boolean isRole =
                    arn.service().equals("iam")
                            && arn.region().isEmpty()
                            && io.gatehouse.model.AccountId.isValid(arn.account())
                            && arn.resource().startsWith("role/")
                            && !arn.resource().endsWith("/");
            if (isRole) {
                return arn;
            }
        }
        throw RefusedException.of(ErrorCode.VALIDATION_ERROR, text + " is invalid");
    }

    static List<String> arns(List<PolicyDescriptorType> policies) {
        return policies.stream().map(PolicyDescriptorType::arn).toList();
    }

    static Duration duration(@Nullable Integer seconds, Duration otherwise) {
        return seconds == null ? otherwise : Duration.ofSeconds(seconds);
    }

    private static RefusedException wrong(String message) {
        return RefusedException.of(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }
}
