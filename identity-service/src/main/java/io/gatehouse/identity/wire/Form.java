package io.gatehouse.identity.wire;

import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters of requests that the API model's constraints have already passed. */
public final class Form {

    private Form() {}

    public static EntityPath path(@Nullable String path) {
        return path == null ? EntityPath.ROOT : new EntityPath(path);
    }

    /** AWS lists everything unless a prefix is given. */
    public static String pathPrefix(@Nullable String prefix) {
        return prefix == null ? "/" : prefix;
    }

    /** Refuses keys that repeat (case aside) and those that are AWS's own. */
    public static Tags tags(List<software.amazon.awssdk.services.iam.model.Tag> tags) {
        return tags(
                tags,
                false,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    /** Of what is neither a user nor a role; refuses keys that repeat and AWS's own. */
    public static Tags exactTags(List<software.amazon.awssdk.services.iam.model.Tag> tags) {
        return tags(tags, true, "Duplicate tag keys found.");
    }

    private static Tags tags(
            List<software.amazon.awssdk.services.iam.model.Tag> tags,
            boolean exact,
            String whenRepeated) {
        List<Tag> asked = tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
        if (Tags.repeatsKey(asked, exact)) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, whenRepeated);
        }
        tagKeys(asked.stream().map(Tag::key).toList());
        return new Tags(asked, exact);
    }

    /** Refuses keys that are AWS's own. */
    public static List<String> tagKeys(List<String> keys) {
        for (String key : keys) {
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw RefusedException.of(
                        ErrorCode.INVALID_INPUT,
                        "Tag keys starting with 'aws:' are reserved for system use.");
            }
        }
        return List.copyOf(keys);
    }

    /** As context keys want them. */
    public static Map<String, String> tagMap(Tags tags) {
        Map<String, String> map = new LinkedHashMap<>();
        tags.all().forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    /**
     * @param list what is listed, with everything that narrows it: a marker of another list is
     *     refused
     */
    public static PageRequest page(
            String list, @Nullable String marker, @Nullable Integer maxItems) {
        return PageRequest.parse(
                        list,
                        marker == null ? "" : marker,
                        maxItems == null ? PageRequest.DEFAULT_LIMIT : maxItems)
                .orElseThrow(
                        () -> RefusedException.of(ErrorCode.VALIDATION_ERROR, "Invalid Marker."));
    }
}
