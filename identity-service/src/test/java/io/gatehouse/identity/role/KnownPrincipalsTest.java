package io.gatehouse.identity.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

class KnownPrincipalsTest {

    private static final String USER = "AIDAAAAAAAAAAAAAAAAAA";
    private static final String ROLE = "AROAAAAAAAAAAAAAAAAAA";
    private static final String USER_ARN = "arn:aws:iam::111111111111:user/ops/alice";
    private static final String ROLE_ARN = "arn:aws:iam::111111111111:role/app/Worker";
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final KnownPrincipals KNOWN =
            new KnownPrincipals(
                    Set.of(ACCOUNT),
                    Map.of(USER_ARN, USER, ROLE_ARN, ROLE),
                    Map.of(KnownPrincipals.roleKey(ACCOUNT, "worker"), ROLE),
                    Map.of(USER, Arn.parse(USER_ARN), ROLE, Arn.parse(ROLE_ARN)));

    @Test
    void users_and_roles_become_ids_and_arns_again() {
        assertThat(KNOWN.stored(USER_ARN)).contains(USER);
        assertThat(KNOWN.stored(ROLE_ARN)).contains(ROLE);
        assertThat(KNOWN.shown(USER)).isEqualTo(USER_ARN);
        assertThat(KNOWN.shown(ROLE)).isEqualTo(ROLE_ARN);
    }

    @Test
    void a_session_keeps_its_name_behind_its_roles_id() {
        String arn = "arn:aws:sts::111111111111:assumed-role/Worker/night";
        assertThat(KNOWN.stored(arn)).contains(ROLE + ":night");
        assertThat(KNOWN.shown(ROLE + ":night")).isEqualTo(arn);
    }

    @Test
    void an_account_is_written_as_its_root() {
        assertThat(KNOWN.stored("111111111111")).contains("arn:aws:iam::111111111111:root");
        assertThat(KNOWN.stored("222222222222")).isEmpty();
    }

    @Test
    void everyone_stays_everyone() {
        assertThat(KNOWN.stored("*")).contains("*");
    }

    @Test
    void the_path_and_the_case_of_a_name_count() {
        assertThat(KNOWN.stored("arn:aws:iam::111111111111:user/alice")).isEmpty();
        assertThat(KNOWN.stored("arn:aws:iam::111111111111:user/ops/ALICE")).isEmpty();
    }

    @Test
    void wildcards_groups_and_strangers_are_nobody() {
        assertThat(KNOWN.stored("arn:aws:iam::111111111111:user/*")).isEmpty();
        assertThat(KNOWN.stored("arn:aws:iam::111111111111:group/admins")).isEmpty();
        assertThat(KNOWN.stored("arn:aws:s3:::bucket")).isEmpty();
        assertThat(KNOWN.stored("AIDAZZZZZZZZZZZZZZZZZ")).isEmpty();
        assertThat(KNOWN.stored("nobody")).isEmpty();
    }

    @Test
    void the_id_of_nobody_is_shown_raw() {
        assertThat(KNOWN.shown("AIDAZZZZZZZZZZZZZZZZZ")).isEqualTo("AIDAZZZZZZZZZZZZZZZZZ");
        assertThat(KNOWN.shown("AROAZZZZZZZZZZZZZZZZZ:s")).isEqualTo("AROAZZZZZZZZZZZZZZZZZ:s");
    }

    @Test
    void a_document_keeps_everything_but_its_principals() {
        TrustDocument trust =
                TrustDocument.parse(
                        """
                        {"Version":"2012-10-17","Statement":{"Sid":"a","Effect":"Allow",
                         "Principal":{"AWS":["x","y"],"Service":"x"},"Action":"sts:AssumeRole",
                         "Condition":{"NumericEquals":{"k:v":1.50}}}}
                        """);
        assertThat(trust.principals()).containsExactly("x", "y");
        assertThat(trust.with(text -> text + "!"))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"a\",\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":[\"x!\",\"y!\"],\"Service\":\"x\"},"
                                + "\"Action\":\"sts:AssumeRole\","
                                + "\"Condition\":{\"NumericEquals\":{\"k:v\":1.50}}}}");
    }
}
