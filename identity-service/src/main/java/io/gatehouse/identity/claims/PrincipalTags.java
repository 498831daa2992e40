package io.gatehouse.identity.claims;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The session tags that a provider asks for (SEMANTICS 8): at most 50, one value each, keys unique
 * without regard to case.
 *
 * @param transitive keys among those of {@code all}
 */
public record PrincipalTags(Map<String, String> all, List<String> transitive) {

    public static final PrincipalTags NONE = new PrincipalTags(Map.of(), List.of());

    private static final String CLAIM = "https://aws.amazon.com/tags";
    private static final String ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/PrincipalTag:";
    private static final String TRANSITIVE_ATTRIBUTE =
            "https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys";
    private static final int MOST = 50;

    /** Throws RefusedException where the tags break AWS's rules. */
    public PrincipalTags {
        all = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(all));
        transitive = List.copyOf(transitive);
        requireRules(all, transitive);
    }

    /**
     * Of an OpenID Connect token: the claim {@code https://aws.amazon.com/tags} with {@code
     * principal_tags} and {@code transitive_tag_keys}, or the same written as flat claims.
     */
    public static PrincipalTags ofClaims(Map<String, Object> claims) {
        Map<String, String> tags = new LinkedHashMap<>();
        List<String> transitive = new ArrayList<>();
        if (claims.get(CLAIM) instanceof Map<?, ?> nested) {
            if (nested.get("principal_tags") instanceof Map<?, ?> all) {
                all.forEach((key, value) -> tags.put(key.toString(), single(key, value)));
            }
            transitive.addAll(texts(nested.get("transitive_tag_keys")));
        }
        String flat = CLAIM + "/principal_tags/";
        claims.forEach((claim, value) -> {
            if (claim.startsWith(flat)) {
                String key = claim.substring(flat.length());
                tags.put(key, single(key, value));
            }
        });
        transitive.addAll(texts(claims.get(CLAIM + "/transitive_tag_keys")));
        return new PrincipalTags(tags, transitive);
    }

    /** Of the attributes of a SAML assertion. */
    public static PrincipalTags ofAttributes(Map<String, List<String>> attributes) {
        Map<String, String> tags = new LinkedHashMap<>();
        attributes.forEach((name, values) -> {
            if (name.startsWith(ATTRIBUTE)) {
                String key = name.substring(ATTRIBUTE.length());
                tags.put(key, single(key, values));
            }
        });
        return new PrincipalTags(tags, attributes.getOrDefault(TRANSITIVE_ATTRIBUTE, List.of()));
    }

    /** These with others laid over them; keys compare without case. */
    public PrincipalTags with(Map<String, String> more) {
        Map<String, String> together = new LinkedHashMap<>(all);
        more.forEach((key, value) -> {
            together.keySet().removeIf(key::equalsIgnoreCase);
            together.put(key, value);
        });
        return new PrincipalTags(together, transitive);
    }

    private static String single(Object key, Object value) {
        List<String> values = texts(value);
        if (values.size() != 1) {
            throw wrong("The session tag `%s` has not exactly one value.".formatted(key));
        }
        return values.getFirst();
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case String text -> List.of(text);
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> throw wrong("Session tags are texts.");
        };
    }

    private static void requireRules(Map<String, String> tags, List<String> transitive) {
        if (tags.size() > MOST) {
            throw wrong("There are more than %d session tags.".formatted(MOST));
        }
        Set<String> keys = new HashSet<>();
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
                throw wrong(
                        "A session tag has a key of 1 to 128 and a value of 0 to 256 characters.");
            }
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw wrong("Tag keys starting with 'aws:' are reserved for system use.");
            }
            if (!keys.add(key.toLowerCase(Locale.ROOT))) {
                throw wrong(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        });
        for (String key : transitive) {
            if (!keys.contains(key.toLowerCase(Locale.ROOT))) {
                throw wrong(
                        "The specified transitive tag key must be included in the requested tags.");
            }
        }
    }

    private static RefusedException wrong(String message) {
        return RefusedException.of(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }
}
