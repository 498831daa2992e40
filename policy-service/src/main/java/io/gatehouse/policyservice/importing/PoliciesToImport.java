package io.gatehouse.policyservice.importing;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The body of {@code POST /api/import/policies}.
 *
 * @param account twelve digits, or {@code aws} for AWS-managed policies
 */
public record PoliciesToImport(
        String account,
        @Nullable List<Managed> managed,
        @Nullable List<Inline> inline,
        @Nullable List<Attachment> attached) {

    /**
     * A managed policy.
     *
     * @param created ISO 8601; now, where it is missing
     */
    public record Managed(
            String arn,
            @Nullable String id,
            @Nullable String name,
            @Nullable String path,
            @Nullable String created,
            @Nullable String description,
            List<Version> versions) {}

    /**
     * One version.
     *
     * @param id such as {@code v3}
     */
    public record Version(
            String id,
            String document,
            @JsonProperty("default") boolean isDefault,
            @Nullable String created) {}

    /** A policy written on a principal. */
    public record Inline(String kind, String principal, String name, String document) {}

    /** A managed policy attached to a principal. */
    public record Attachment(String kind, String principal, String policyArn) {}

    public List<Managed> allManaged() {
        return managed == null ? List.of() : managed;
    }

    public List<Inline> allInline() {
        return inline == null ? List.of() : inline;
    }

    public List<Attachment> allAttached() {
        return attached == null ? List.of() : attached;
    }
}
