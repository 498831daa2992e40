package io.gatehouse.identity.role;

import io.gatehouse.identity.role.TrustedName.FederatedUserArn;
import io.gatehouse.identity.role.TrustedName.PrincipalId;
import io.gatehouse.identity.role.TrustedName.RoleArn;
import io.gatehouse.identity.role.TrustedName.SessionArn;
import io.gatehouse.identity.role.TrustedName.SessionId;
import io.gatehouse.identity.role.TrustedName.UserArn;
import io.gatehouse.identity.role.TrustedName.WholeAccount;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks the principals of trust policies up, in every account of this system: three reads. */
@ApplicationScoped
class PrincipalDirectory {

    private final Pool database;

    PrincipalDirectory(Pool database) {
        this.database = database;
    }

    /**
     * @param texts as under {@code Principal.AWS}, as written or as stored
     */
    Uni<KnownPrincipals> find(Collection<String> texts) {
        Wanted wanted = new Wanted(texts);
        if (wanted.isEmpty()) {
            return Uni.createFrom()
                    .item(new KnownPrincipals(Set.of(), Map.of(), Map.of(), Map.of()));
        }
        Found found = new Found();
        return database.preparedQuery("SELECT account FROM account WHERE account = ANY ($1)")
                .execute(Tuple.of(wanted.accounts.toArray(String[]::new)))
                .invoke(rows -> rows.forEach(row -> found.account(row.getString("account"))))
                .chain(_ -> users(wanted))
                .invoke(rows -> rows.forEach(found::user))
                .chain(_ -> roles(wanted))
                .invoke(rows -> rows.forEach(found::role))
                .map(_ -> found.known());
    }

    private Uni<RowSet<Row>> users(Wanted wanted) {
        return database.preparedQuery(
                        """
                        SELECT user_id AS id, account, name, path FROM iam_user
                        WHERE user_id = ANY ($1)
                           OR (account, name_key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
                        """)
                .execute(wanted.tuple());
    }

    private Uni<RowSet<Row>> roles(Wanted wanted) {
        return database.preparedQuery(
                        """
                        SELECT role_id AS id, account, name, path FROM iam_role
                        WHERE role_id = ANY ($1)
                           OR (account, name_key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
                        """)
                .execute(wanted.tuple());
    }

    /** What to ask the database for. */
    private static final class Wanted {

        private final Set<String> accounts = new HashSet<>();
        private final Set<String> ids = new HashSet<>();
        private final List<String> ownerOfName = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        Wanted(Collection<String> texts) {
            for (String text : texts) {
                switch (TrustedName.parse(text)) {
                    case WholeAccount(AccountId account) -> accounts.add(account.digits());
                    case FederatedUserArn(AccountId account, var _) ->
                            accounts.add(account.digits());
                    case UserArn(AccountId account, EntityName name, var _) -> name(account, name);
                    case RoleArn(AccountId account, EntityName name, var _) -> name(account, name);
                    case SessionArn(AccountId account, EntityName role, var _) ->
                            name(account, role);
                    case PrincipalId(var id) -> ids.add(id.text());
                    case SessionId(var role, var _) -> ids.add(role.text());
                    case TrustedName.Anyone _, TrustedName.Nothing _ -> {}
                }
            }
        }

        private void name(AccountId account, EntityName name) {
            ownerOfName.add(account.digits());
            names.add(name.key());
        }

        boolean isEmpty() {
            return accounts.isEmpty() && ids.isEmpty() && names.isEmpty();
        }

        Tuple tuple() {
            return Tuple.of(
                    ids.toArray(String[]::new),
                    ownerOfName.toArray(String[]::new),
                    names.toArray(String[]::new));
        }
    }

    /** What the database had. */
    private static final class Found {

        private final Set<AccountId> accounts = new HashSet<>();
        private final Map<String, String> idsByArn = new HashMap<>();
        private final Map<String, String> roleIdsByName = new HashMap<>();
        private final Map<String, Arn> arnsById = new HashMap<>();

        void account(String digits) {
            accounts.add(new AccountId(digits));
        }

        void user(Row row) {
            EntityName name = new EntityName(row.getString("name"));
            put(row, UserRow.arn(account(row), path(row), name));
        }

        void role(Row row) {
            EntityName name = new EntityName(row.getString("name"));
            put(row, RoleRow.arn(account(row), path(row), name));
            roleIdsByName.put(
                    KnownPrincipals.roleKey(account(row), name.key()), row.getString("id"));
        }

        private void put(Row row, Arn arn) {
            idsByArn.put(arn.toString(), row.getString("id"));
            arnsById.put(row.getString("id"), arn);
        }

        private static AccountId account(Row row) {
            return new AccountId(row.getString("account"));
        }

        private static EntityPath path(Row row) {
            return new EntityPath(row.getString("path"));
        }

        KnownPrincipals known() {
            return new KnownPrincipals(accounts, idsByArn, roleIdsByName, arnsById);
        }
    }
}
