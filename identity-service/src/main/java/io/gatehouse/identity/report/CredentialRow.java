package io.gatehouse.identity.report;

import io.gatehouse.identity.accesskey.AccessKey;
import io.gatehouse.identity.accesskey.KeyUse;
import io.gatehouse.identity.login.LoginRow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a credential report, as AWS's CSV has it.
 *
 * @param created when the user, or for root the account, was made
 * @param password empty for root, which has none here
 * @param nextRotation when the password has to be changed; empty: never
 * @param keys the first two, oldest first
 * @param certificates the first two, oldest first
 */
record CredentialRow(
        String user,
        String arn,
        Instant created,
        Optional<LoginRow> password,
        Optional<Instant> nextRotation,
        boolean mfa,
        List<ReportedKey> keys,
        List<ReportedCertificate> certificates) {

    /** AWS's columns, in AWS's order. */
    static final String HEADER =
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
                    + "password_next_rotation,mfa_active,access_key_1_active,"
                    + "access_key_1_last_rotated,access_key_1_last_used_date,"
                    + "access_key_1_last_used_region,access_key_1_last_used_service,"
                    + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
                    + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
                    + "cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private static final String NOT_APPLICABLE = "N/A";
    private static final int SHOWN = 2;

    CredentialRow {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    record ReportedKey(AccessKey key, Optional<KeyUse> use) {}

    record ReportedCertificate(boolean active, Instant created) {}

    /** The line, without its end. Names and ARNs hold no comma-quoting characters but commas. */
    String csv() {
        List<String> fields = new ArrayList<>();
        fields.add(quoted(user));
        fields.add(quoted(arn));
        fields.add(time(created));
        passwordFields(fields);
        fields.add(Boolean.toString(mfa));
        for (int i = 0; i < SHOWN; i++) {
            keyFields(fields, i < keys.size() ? Optional.of(keys.get(i)) : Optional.empty());
        }
        for (int i = 0; i < SHOWN; i++) {
            boolean has = i < certificates.size();
            fields.add(Boolean.toString(has && certificates.get(i).active()));
            fields.add(has ? time(certificates.get(i).created()) : NOT_APPLICABLE);
        }
        return String.join(",", fields);
    }

    private void passwordFields(List<String> fields) {
        fields.add(Boolean.toString(password.isPresent()));
        fields.add(
                password.map(p -> p.lastUsed().map(CredentialRow::time).orElse("no_information"))
                        .orElse(NOT_APPLICABLE));
        fields.add(password.map(p -> time(p.changed())).orElse(NOT_APPLICABLE));
        fields.add(
                password.flatMap(_ -> nextRotation)
                        .map(CredentialRow::time)
                        .orElse(NOT_APPLICABLE));
    }

    private static void keyFields(List<String> fields, Optional<ReportedKey> key) {
        Optional<KeyUse> use = key.flatMap(ReportedKey::use);
        fields.add(Boolean.toString(key.map(k -> k.key().active()).orElse(false)));
        fields.add(key.map(k -> time(k.key().created())).orElse(NOT_APPLICABLE));
        fields.add(use.map(u -> time(u.used())).orElse(NOT_APPLICABLE));
        fields.add(use.map(KeyUse::region).orElse(NOT_APPLICABLE));
        fields.add(use.map(KeyUse::service).orElse(NOT_APPLICABLE));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
    }

    private static String quoted(String text) {
        return text.contains(",") ? '"' + text + '"' : text;
    }
}
