package io.gatehouse.identity.imports;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * The body of {@code POST /api/import/principals}. Phases come in the order principals, boundaries
 * and trust (policies in between), each with the fields that it needs.
 *
 * @param account twelve digits
 * @param createAccount whether an account that is missing is made, with a root that has no key
 * @param phase {@code principals}, {@code boundaries} or {@code trust}
 */
public record PrincipalImport(
        String account,
        @Nullable Boolean createAccount,
        @Nullable List<GroupEntry> groups,
        @Nullable List<UserEntry> users,
        @Nullable List<RoleEntry> roles,
        String phase) {

    /**
     * @param id kept if it never was one here
     * @param created ISO 8601; now where it is left out
     */
    public record GroupEntry(
            @Nullable String id, String name, @Nullable String path, @Nullable String created) {}

    /**
     * @param groups names
     * @param boundary ARN of a policy; read in phase {@code boundaries} alone
     */
    public record UserEntry(
            @Nullable String id,
            String name,
            @Nullable String path,
            @Nullable String created,
            @Nullable Map<String, String> tags,
            @Nullable List<String> groups,
            @Nullable String boundary) {}

    /**
     * @param trust a policy document; read in phase {@code trust} alone
     * @param boundary ARN of a policy; read in phase {@code boundaries} alone
     */
    public record RoleEntry(
            @Nullable String id,
            String name,
            @Nullable String path,
            @Nullable String created,
            @Nullable String description,
            @Nullable Map<String, String> tags,
            @Nullable String boundary,
            @Nullable Integer maxSessionSeconds,
            @Nullable Boolean serviceLinked,
            @Nullable String trust) {}
}
