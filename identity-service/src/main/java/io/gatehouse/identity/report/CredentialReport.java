package io.gatehouse.identity.report;

import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.accesskey.AccessKeyView.OwnedKey;
import io.gatehouse.identity.accesskey.KeyUse;
import io.gatehouse.identity.accesskey.KeyUses;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.account.AccountView.AccountRow;
import io.gatehouse.identity.account.PasswordPolicy;
import io.gatehouse.identity.login.LoginRow;
import io.gatehouse.identity.login.LoginView;
import io.gatehouse.identity.mfa.MfaDeviceView;
import io.gatehouse.identity.report.CredentialRow.ReportedCertificate;
import io.gatehouse.identity.report.CredentialRow.ReportedKey;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes and keeps the credential reports of accounts. */
@ApplicationScoped
class CredentialReport {

    /** For this long a report is given again before a new one is made (AWS). */
    static final Duration LIFETIME = Duration.ofHours(4);

    private final KeyUses uses;
    private final Pool database;

    CredentialReport(KeyUses uses, Pool database) {
        this.uses = uses;
        this.database = database;
    }

    record Kept(Instant generated, String content) {

        boolean isGoodAt(Instant now) {
            return generated.plus(LIFETIME).isAfter(now);
        }
    }

    /** The last one that was made. */
    Uni<Optional<Kept>> find(AccountId account) {
        return database.preparedQuery(
                        "SELECT generated, content FROM credential_report WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows ->
                        Columns.first(
                                rows,
                                row ->
                                        new Kept(
                                                Columns.time(row, "generated"),
                                                row.getString("content"))));
    }

    Uni<Void> make(AccountId account, Instant now) {
        return AccountView.find(database, account)
                .map(Optional::orElseThrow)
                .chain(row -> database.withTransaction(sql -> lines(sql, row)))
                .chain(content ->
                        database.preparedQuery(
                                        """
                                        INSERT INTO credential_report (account, generated, content)
                                        VALUES ($1, $2, $3)
                                        ON CONFLICT (account) DO UPDATE
                                        SET generated = $2, content = $3
                                        """)
                                .execute(Tuple.of(account.digits(), Columns.time(now), content)))
                .replaceWithVoid();
    }

    private Uni<String> lines(SqlClient sql, AccountRow account) {
        AccountId id = account.id();
        return AccessKeyView.all(sql, id)
                .chain(keys -> uses.all(id).map(used -> ReportedKeys.of(keys, used)))
                .chain(keys ->
                        LoginView.all(sql, id)
                                .chain(logins ->
                                        MfaDeviceView.users(sql, id)
                                                .chain(mfa ->
                                                        certificates(sql, id)
                                                                .map(certificates ->
                                                                        new Found(
                                                                                keys,
                                                                                logins,
                                                                                mfa,
                                                                                certificates)))))
                .chain(found -> UserView.all(sql, id).map(users -> text(account, users, found)));
    }

    /** What users have, by user; certificates by the id of their owner. */
    private record Found(
            ReportedKeys keys,
            Map<UniqueId, LoginRow> logins,
            Set<UniqueId> mfa,
            Map<String, List<ReportedCertificate>> certificates) {}

    private static Uni<Map<String, List<ReportedCertificate>>> certificates(
            SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT owner, active, uploaded FROM signing_certificate
                        WHERE account = $1 ORDER BY uploaded, certificate_id
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> {
                    Map<String, List<ReportedCertificate>> byUser = new HashMap<>();
                    rows.forEach(row ->
                            byUser.computeIfAbsent(row.getString("owner"), _ -> new ArrayList<>())
                                    .add(
                                            new ReportedCertificate(
                                                    row.getBoolean("active"),
                                                    Columns.time(row, "uploaded"))));
                    return byUser;
                });
    }

    private static String text(AccountRow account, List<UserRow> users, Found found) {
        StringBuilder text = new StringBuilder(CredentialRow.HEADER).append('\n');
        text.append(root(account, found.keys()).csv()).append('\n');
        Optional<PasswordPolicy> policy = account.settings().passwordPolicy();
        users.stream()
                .sorted(Comparator.comparing(user -> user.name().key()))
                .map(user -> row(user, policy, found))
                .forEach(row -> text.append(row.csv()).append('\n'));
        return text.toString();
    }

    private static CredentialRow row(UserRow user, Optional<PasswordPolicy> policy, Found found) {
        Optional<LoginRow> login = Optional.ofNullable(found.logins().get(user.id()));
        return new CredentialRow(
                user.name().text(),
                user.arn().toString(),
                user.created(),
                login,
                login.flatMap(l -> policy.flatMap(p -> p.expiry(l.changed()))),
                found.mfa().contains(user.id()),
                found.keys().of(user.id()),
                found.certificates().getOrDefault(user.id().text(), List.of()));
    }

    private static CredentialRow root(AccountRow account, ReportedKeys keys) {
        return new CredentialRow(
                "<root_account>",
                Arn.iam(account.id(), "root").toString(),
                account.created(),
                Optional.empty(),
                Optional.empty(),
                false,
                keys.ofRoot(),
                List.of());
    }

    /** The keys of an account with their last uses, by owner. */
    private record ReportedKeys(List<ReportedKey> ofRoot, Map<UniqueId, List<ReportedKey>> byUser) {

        static ReportedKeys of(List<OwnedKey> keys, Map<UniqueId, KeyUse> uses) {
            List<ReportedKey> ofRoot = new ArrayList<>();
            Map<UniqueId, List<ReportedKey>> byUser = new HashMap<>();
            for (OwnedKey owned : keys) {
                owned.user()
                        .map(user -> byUser.computeIfAbsent(user, _ -> new ArrayList<>()))
                        .orElse(ofRoot)
                        .add(
                                new ReportedKey(
                                        owned.key(),
                                        Optional.ofNullable(uses.get(owned.key().id()))));
            }
            return new ReportedKeys(ofRoot, byUser);
        }

        List<ReportedKey> of(UniqueId user) {
            return byUser.getOrDefault(user, List.of());
        }
    }
}
