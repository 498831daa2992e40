package io.gatehouse.policyservice.directory;

import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.log.QuotaSource;
import io.gatehouse.policyservice.value.Quotas;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.HashMap;
import java.util.Map;

/** Quotas as the account's fact tells them; an account that is not known yet has the defaults. */
@ApplicationScoped
class AccountQuotas implements QuotaSource {

    @Override
    public Uni<Quotas> of(SqlClient sql, PolicyOwner owner) {
        if (owner.equals(PolicyOwner.AWS)) {
            return Uni.createFrom().item(Quotas.NONE);
        }
        return sql.preparedQuery("select quotas from known_account where account = $1")
                .execute(Tuple.of(owner.text()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Quotas.of(read(row.getString("quotas")));
                    }
                    return Quotas.DEFAULT;
                });
    }

    static String write(Map<String, Integer> quotas) {
        JsonObject json = new JsonObject();
        quotas.forEach(json::put);
        return json.encode();
    }

    private static Map<String, Integer> read(String json) {
        Map<String, Integer> quotas = new HashMap<>();
        new JsonObject(json)
                .forEach(entry -> quotas.put(entry.getKey(), (Integer) entry.getValue()));
        return quotas;
    }
}
