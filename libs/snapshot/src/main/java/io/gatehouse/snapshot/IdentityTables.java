package io.gatehouse.snapshot;

import io.gatehouse.contracts.facts.v1.AccessKeyState;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.contracts.facts.v1.RoleFact;
import io.gatehouse.contracts.facts.v1.Tag;
import io.gatehouse.contracts.facts.v1.UserFact;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who exists in one account. Links are unique ids; names lead to ids without regard to case,
 * because they are unique so (SEMANTICS 9). Immutable: applying a fact gives another one that
 * shares nearly everything.
 *
 * @param isFirst whether it is the account that came first, which guardrails do not bind
 */
record IdentityTables(
        boolean hasAccount,
        UserTable users,
        PersistentMap<String, RoleRow> roles,
        PersistentMap<String, String> roleNames,
        PersistentMap<String, GroupRow> groups,
        PersistentMap<String, KeyRow> keys,
        List<String> rootKeys,
        boolean isFirst) {

    static final IdentityTables EMPTY =
            new IdentityTables(
                    false,
                    UserTable.EMPTY,
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    List.of(),
                    false);

    record UserRow(
            String id,
            String name,
            String path,
            List<String> groupIds,
            Map<String, String> tags,
            List<String> keyIds,
            String boundaryArn) {}

    record RoleRow(
            String id,
            String name,
            String path,
            String trustPolicy,
            Map<String, String> tags,
            String boundaryArn) {}

    record GroupRow(String id, String name, String path) {}

    record KeyRow(String principalId, boolean isActive) {}

    /** What these facts say and nothing else says; a later one of a user replaces an earlier. */
    static IdentityTables of(List<Fact> facts) {
        Map<String, UserRow> users = new LinkedHashMap<>();
        IdentityTables tables = EMPTY;
        for (Fact fact : facts) {
            if (!fact.hasUser()) {
                tables = tables.with(fact);
                continue;
            }
            UserRow before = users.remove(fact.getUser().getId());
            UserRow now = fact.getDeleted() ? null : row(fact.getUser());
            if (now != null) {
                users.put(now.id, now);
            }
            tables =
                    tables.withKeys(
                            tables.keysOf(
                                    fact.getUser().getId(),
                                    before == null ? List.of() : before.keyIds,
                                    now == null ? List.of() : fact.getUser().getAccessKeysList()));
        }
        return tables.withUsers(UserTable.of(users.values()));
    }

    IdentityTables withAll(List<Fact> facts) {
        IdentityTables changed = this;
        for (Fact fact : facts) {
            changed = changed.with(fact);
        }
        return changed;
    }

    IdentityTables with(Fact fact) {
        return switch (fact.getBodyCase()) {
            case ACCOUNT_FACT -> withAccount(fact);
            case USER -> withUser(fact.getUser(), fact.getDeleted());
            case ROLE -> withRole(fact.getRole(), fact.getDeleted());
            case GROUP -> withGroup(fact.getGroup(), fact.getDeleted());
            case HEAD,
                    MANAGED_POLICY,
                    PRINCIPAL_POLICIES,
                    RESOURCE_POLICY,
                    GUARDRAILS,
                    BODY_NOT_SET ->
                    this;
        };
    }

    @Nullable UserRow userNamed(String name) {
        return users.named(name);
    }

    @Nullable RoleRow roleNamed(String name) {
        String id = roleNames.get(folded(name));
        return id == null ? null : roles.get(id);
    }

    /**
     * Whether a session that rests on it may go on: the user, role or account is here, the access
     * key is here and active.
     */
    boolean isAlive(String id) {
        KeyRow key = keys.get(id);
        return key != null
                ? key.isActive()
                : users.has(id) || roles.has(id) || (hasAccount && !id.isEmpty() && isDigits(id));
    }

    private static boolean isDigits(String id) {
        return id.chars().allMatch(Character::isDigit);
    }

    private IdentityTables withAccount(Fact fact) {
        List<AccessKeyState> states =
                fact.getDeleted() ? List.of() : fact.getAccountFact().getRootAccessKeysList();
        return new IdentityTables(
                !fact.getDeleted(),
                users,
                roles,
                roleNames,
                groups,
                keysOf(fact.getAccount(), rootKeys, states),
                ids(states),
                !fact.getDeleted() && fact.getAccountFact().getFirstAccount());
    }

    private IdentityTables withUser(UserFact fact, boolean isDeleted) {
        UserRow old = users.get(fact.getId());
        List<AccessKeyState> states = isDeleted ? List.of() : fact.getAccessKeysList();
        return withKeys(keysOf(fact.getId(), old == null ? List.of() : old.keyIds, states))
                .withUsers(isDeleted ? users.without(fact.getId()) : users.with(row(fact)));
    }

    private static UserRow row(UserFact fact) {
        return new UserRow(
                fact.getId(),
                fact.getName(),
                fact.getPath(),
                List.copyOf(fact.getGroupIdsList()),
                tags(fact.getTagsList()),
                ids(fact.getAccessKeysList()),
                fact.getBoundaryArn());
    }

    private IdentityTables withUsers(UserTable changed) {
        return new IdentityTables(
                hasAccount, changed, roles, roleNames, groups, keys, rootKeys, isFirst);
    }

    @SuppressWarnings("ReferenceEquality") // Nothing changed: most users have no keys.
    private IdentityTables withKeys(PersistentMap<String, KeyRow> changed) {
        return changed == keys
                ? this
                : new IdentityTables(
                        hasAccount, users, roles, roleNames, groups, changed, rootKeys, isFirst);
    }

    private IdentityTables withRole(RoleFact fact, boolean isDeleted) {
        RoleRow old = roles.get(fact.getId());
        PersistentMap<String, String> names =
                old == null ? roleNames : withoutName(roleNames, old.name, old.id);
        if (isDeleted) {
            return withRoles(roles.without(fact.getId()), names);
        }
        RoleRow row =
                new RoleRow(
                        fact.getId(),
                        fact.getName(),
                        fact.getPath(),
                        fact.getTrustPolicy(),
                        tags(fact.getTagsList()),
                        fact.getBoundaryArn());
        return withRoles(roles.with(row.id, row), names.with(folded(row.name), row.id));
    }

    private IdentityTables withRoles(
            PersistentMap<String, RoleRow> changed, PersistentMap<String, String> names) {
        return new IdentityTables(
                hasAccount, users, changed, names, groups, keys, rootKeys, isFirst);
    }

    private IdentityTables withGroup(GroupFact fact, boolean isDeleted) {
        PersistentMap<String, GroupRow> changed =
                isDeleted
                        ? groups.without(fact.getId())
                        : groups.with(
                                fact.getId(),
                                new GroupRow(fact.getId(), fact.getName(), fact.getPath()));
        return new IdentityTables(
                hasAccount, users, roles, roleNames, changed, keys, rootKeys, isFirst);
    }

    private PersistentMap<String, KeyRow> keysOf(
            String principalId, List<String> before, List<AccessKeyState> after) {
        PersistentMap<String, KeyRow> changed = keys;
        for (String id : before) {
            changed = changed.without(id);
        }
        for (AccessKeyState key : after) {
            changed = changed.with(key.getAccessKeyId(), new KeyRow(principalId, key.getActive()));
        }
        return changed;
    }

    private static PersistentMap<String, String> withoutName(
            PersistentMap<String, String> names, String name, String id) {
        return id.equals(names.get(folded(name))) ? names.without(folded(name)) : names;
    }

    private static List<String> ids(List<AccessKeyState> keys) {
        return keys.stream().map(AccessKeyState::getAccessKeyId).toList();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        tags.forEach(tag -> byKey.put(tag.getKey(), tag.getValue()));
        return Map.copyOf(byKey);
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
