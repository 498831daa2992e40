package io.gatehouse.cli.importing;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be imported: entities as values, each with the account of its ARN. Policies are text
 * that the parser has accepted.
 */
record ImportContents(
        List<Group> groups,
        List<User> users,
        List<Role> roles,
        List<Managed> managed,
        List<Inline> inline,
        List<Attached> attached) {

    ImportContents {
        groups = List.copyOf(groups);
        users = List.copyOf(users);
        roles = List.copyOf(roles);
        managed = List.copyOf(managed);
        inline = List.copyOf(inline);
        attached = List.copyOf(attached);
    }

    /**
     * What every principal has. An id that is empty or ill-formed is replaced by identity-service.
     */
    record Identity(
            AccountId account, String id, String name, String path, Optional<Instant> created) {}

    record Group(Identity identity) {}

    record User(
            Identity identity,
            Map<String, String> tags,
            List<String> groups,
            Optional<String> boundary) {}

    record Role(
            Identity identity,
            Map<String, String> tags,
            Optional<String> boundary,
            Optional<String> description,
            Optional<Integer> maxSessionSeconds,
            boolean isServiceLinked,
            String trust) {}

    record Managed(
            PolicyOwner owner,
            String arn,
            Optional<String> id,
            String name,
            String path,
            Optional<Instant> created,
            Optional<String> description,
            List<Version> versions) {}

    record Version(String id, String document, boolean isDefault, Optional<Instant> created) {}

    record Inline(
            AccountId account,
            PrincipalType type,
            String principal,
            String name,
            String document) {}

    record Attached(AccountId account, PrincipalType type, String principal, String policyArn) {}

    /** The kinds of principal that policies hang on, by the word that the import addresses use. */
    enum PrincipalType {
        USER("user"),
        GROUP("group"),
        ROLE("role");

        private final String word;

        PrincipalType(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
