package io.gatehouse.policyservice.request;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.value.Tags;

import software.amazon.awssdk.services.iam.model.Tag;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tags between AWS's types and ours. */
public final class AwsTags {

    private static final String RESERVED = "aws:";

    private AwsTags() {}

    /** Fails with AWS's texts for keys that repeat and keys that AWS keeps for itself. */
    public static Tags read(List<Tag> tags) {
        List<io.gatehouse.policyservice.value.Tag> all =
                tags.stream()
                        .map(tag ->
                                new io.gatehouse.policyservice.value.Tag(tag.key(), tag.value()))
                        .toList();
        if (Tags.repeatsKey(all)) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "Duplicate tag keys found.");
        }
        if (all.stream().anyMatch(tag -> tag.key().toLowerCase(Locale.ROOT).startsWith(RESERVED))) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "Tag keys that begin with aws: are reserved and cannot be used.");
        }
        return new Tags(all);
    }

    public static List<Tag> write(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    public static Map<String, String> byKey(Tags tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        tags.all().forEach(tag -> byKey.put(tag.key(), tag.value()));
        return byKey;
    }
}
