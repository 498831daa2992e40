package io.gatehouse.identity.account;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.accesskey.AccessKey;
import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.accesskey.AccessKeyView.OwnedKey;
import io.gatehouse.identity.group.GroupFacts;
import io.gatehouse.identity.role.RoleFacts;
import io.gatehouse.identity.user.UserFacts;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every fact of an account as its rows say, for a republication. */
public final class AccountFacts {

    private AccountFacts() {}

    public static Uni<List<Fact.Builder>> all(SqlClient sql, AccountId account) {
        List<Fact.Builder> facts = new ArrayList<>();
        return AccessKeyView.all(sql, account)
                .chain(keys ->
                        AccountView.find(sql, account)
                                .invoke(row ->
                                        row.ifPresent(a ->
                                                facts.add(
                                                        AccountKind.fact(
                                                                a.first(),
                                                                rootKeys(keys),
                                                                a.settings()))))
                                .chain(_ -> UserFacts.all(sql, account, byUser(keys))))
                .invoke(facts::addAll)
                .chain(_ -> GroupFacts.all(sql, account))
                .invoke(facts::addAll)
                .chain(_ -> RoleFacts.all(sql, account))
                .invoke(facts::addAll)
                .map(_ -> facts);
    }

    private static List<AccessKey> rootKeys(List<OwnedKey> keys) {
        return keys.stream().filter(k -> k.user().isEmpty()).map(OwnedKey::key).toList();
    }

    private static Map<UniqueId, List<AccessKey>> byUser(List<OwnedKey> keys) {
        Map<UniqueId, List<AccessKey>> byUser = new HashMap<>();
        for (OwnedKey owned : keys) {
            Optional<UniqueId> user = owned.user();
            user.ifPresent(
                    id -> byUser.computeIfAbsent(id, _ -> new ArrayList<>()).add(owned.key()));
        }
        return byUser;
    }
}
