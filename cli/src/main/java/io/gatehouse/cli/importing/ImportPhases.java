package io.gatehouse.cli.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.cli.importing.ImportContents.Attached;
import io.gatehouse.cli.importing.ImportContents.Group;
import io.gatehouse.cli.importing.ImportContents.Identity;
import io.gatehouse.cli.importing.ImportContents.Inline;
import io.gatehouse.cli.importing.ImportContents.Managed;
import io.gatehouse.cli.importing.ImportContents.Role;
import io.gatehouse.cli.importing.ImportContents.User;
import io.gatehouse.cli.importing.ImportContents.Version;
import io.gatehouse.model.AccountId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The order of an import: principals, the policies that exist by themselves, boundaries, then what
 * gives principals rights, and trust last. So nobody is ever allowed more than the file says, also
 * after a crash in the middle; the next run goes on.
 */
final class ImportPhases {

    private static final String PRINCIPALS = "/api/import/principals";
    private static final String POLICIES = "/api/import/policies";
    private final ImportContents contents;

    private ImportPhases(ImportContents contents) {
        this.contents = contents;
    }

    /** The phases of the contents, those without entities left out. */
    static List<ImportPhase> of(ImportContents contents) {
        ImportPhases phases = new ImportPhases(contents);
        List<ImportPhase> all =
                List.of(
                        new ImportPhase("principals", phases.principals()),
                        new ImportPhase("policies", phases.managed()),
                        new ImportPhase("boundaries", phases.boundaries()),
                        new ImportPhase("inline policies", phases.inline()),
                        new ImportPhase("attachments", phases.attached()),
                        new ImportPhase("trust", phases.trust()));
        return all.stream().filter(phase -> phase.entities() > 0).toList();
    }

    private List<ImportRequest> principals() {
        return perAccount((account, requests) -> {
            Batches batches = new Batches(PRINCIPALS, () -> body(account, "principals"));
            for (Group group : contents.groups()) {
                addIf(account, group.identity(), batches, "groups", _ -> {});
            }
            for (User user : contents.users()) {
                addIf(
                        account,
                        user.identity(),
                        batches,
                        "users",
                        entity -> {
                            putTags(entity, user.tags());
                            user.groups().forEach(entity.putArray("groups")::add);
                        });
            }
            for (Role role : contents.roles()) {
                addIf(
                        account,
                        role.identity(),
                        batches,
                        "roles",
                        entity -> {
                            putTags(entity, role.tags());
                            role.description().ifPresent(text -> entity.put("description", text));
                            role.maxSessionSeconds()
                                    .ifPresent(
                                            seconds -> entity.put("max_session_seconds", seconds));
                            entity.put("service_linked", role.isServiceLinked());
                        });
            }
            requests.addAll(batches.requests());
        });
    }

    private List<ImportRequest> boundaries() {
        return perAccount((account, requests) -> {
            Batches batches = new Batches(PRINCIPALS, () -> body(account, "boundaries"));
            for (User user : contents.users()) {
                if (user.identity().account().equals(account)) {
                    user.boundary()
                            .ifPresent(arn ->
                                    batches.add(
                                            "users", named(user.identity()).put("boundary", arn)));
                }
            }
            for (Role role : contents.roles()) {
                if (role.identity().account().equals(account)) {
                    role.boundary()
                            .ifPresent(arn ->
                                    batches.add(
                                            "roles", named(role.identity()).put("boundary", arn)));
                }
            }
            requests.addAll(batches.requests());
        });
    }

    private List<ImportRequest> trust() {
        return perAccount((account, requests) -> {
            Batches batches = new Batches(PRINCIPALS, () -> body(account, "trust"));
            for (Role role : contents.roles()) {
                if (role.identity().account().equals(account)) {
                    batches.add("roles", named(role.identity()).put("trust", role.trust()));
                }
            }
            requests.addAll(batches.requests());
        });
    }

    private List<ImportRequest> managed() {
        SortedSet<String> owners = new TreeSet<>();
        contents.managed().forEach(policy -> owners.add(policy.owner().text()));
        List<ImportRequest> requests = new ArrayList<>();
        for (String owner : owners) {
            Batches batches = new Batches(POLICIES, () -> body(owner));
            for (Managed policy : contents.managed()) {
                if (policy.owner().text().equals(owner)) {
                    batches.add("managed", managed(policy));
                }
            }
            requests.addAll(batches.requests());
        }
        return requests;
    }

    private List<ImportRequest> inline() {
        return perAccount((account, requests) -> {
            Batches batches = new Batches(POLICIES, () -> body(account.digits()));
            for (Inline policy : contents.inline()) {
                if (policy.account().equals(account)) {
                    batches.add(
                            "inline",
                            object().put("kind", policy.type().word())
                                    .put("principal", policy.principal())
                                    .put("name", policy.name())
                                    .put("document", policy.document()));
                }
            }
            requests.addAll(batches.requests());
        });
    }

    private List<ImportRequest> attached() {
        return perAccount((account, requests) -> {
            Batches batches = new Batches(POLICIES, () -> body(account.digits()));
            for (Attached attachment : contents.attached()) {
                if (attachment.account().equals(account)) {
                    batches.add(
                            "attached",
                            object().put("kind", attachment.type().word())
                                    .put("principal", attachment.principal())
                                    .put("policy_arn", attachment.policyArn()));
                }
            }
            requests.addAll(batches.requests());
        });
    }

    private interface PerAccount {
        void add(AccountId account, List<ImportRequest> requests);
    }

    private List<ImportRequest> perAccount(PerAccount work) {
        SortedSet<AccountId> accounts = new TreeSet<>();
        contents.groups().forEach(group -> accounts.add(group.identity().account()));
        contents.users().forEach(user -> accounts.add(user.identity().account()));
        contents.roles().forEach(role -> accounts.add(role.identity().account()));
        List<ImportRequest> requests = new ArrayList<>();
        accounts.forEach(account -> work.add(account, requests));
        return requests;
    }

    private static void addIf(
            AccountId account,
            Identity identity,
            Batches batches,
            String list,
            Consumer<ObjectNode> more) {
        if (!identity.account().equals(account)) {
            return;
        }
        ObjectNode entity = named(identity).put("path", identity.path());
        if (!identity.id().isEmpty()) {
            entity.put("id", identity.id());
        }
        identity.created().ifPresent(time -> entity.put("created", time.toString()));
        more.accept(entity);
        batches.add(list, entity);
    }

    private static ObjectNode managed(Managed policy) {
        ObjectNode entity =
                object().put("arn", policy.arn())
                        .put("name", policy.name())
                        .put("path", policy.path());
        policy.id().ifPresent(id -> entity.put("id", id));
        policy.created().ifPresent(time -> entity.put("created", time.toString()));
        policy.description().ifPresent(text -> entity.put("description", text));
        for (Version version : policy.versions()) {
            ObjectNode body =
                    entity.withArray("versions")
                            .addObject()
                            .put("id", version.id())
                            .put("document", version.document())
                            .put("default", version.isDefault());
            version.created().ifPresent(time -> body.put("created", time.toString()));
        }
        return entity;
    }

    private static void putTags(ObjectNode entity, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            ObjectNode object = entity.putObject("tags");
            tags.forEach(object::put);
        }
    }

    private static ObjectNode named(Identity identity) {
        return object().put("name", identity.name());
    }

    private static ObjectNode body(AccountId account, String phase) {
        return body(account.digits()).put("create_account", true).put("phase", phase);
    }

    private static ObjectNode body(String account) {
        return object().put("account", account);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
