package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A real account and all managed policies of AWS, where they are at hand; they are not part of the
 * project.
 */
@ExtendWith(RunningGatehouse.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealAccountTest {

    private static final Path DATA = Path.of(System.getProperty("gatehouse.shared.data", "none"));

    @Test
    @Order(1)
    void the_account_is_imported_and_a_second_import_changes_nothing(GatehouseProcess gatehouse) {
        String file = present("account-authorization-details.json");
        GatehouseProcess.Said first = gatehouse.run("import", file);
        assertThat(first.status()).as(first.text()).isZero();
        GatehouseProcess.Said second = gatehouse.run("import", file);
        assertThat(second.status()).as(second.text()).isZero();
        assertThat(ImportTable.of(second.text()).changes()).as(second.text()).isZero();
    }

    @Test
    @Order(2)
    void questions_are_answered_as_worked_out_by_hand(GatehouseProcess gatehouse)
            throws IOException {
        present("account-authorization-details.json");
        InputStream yaml =
                Objects.requireNonNull(
                        RealAccountTest.class.getResourceAsStream("/real-account-questions.yaml"));
        Questions questions = Questions.read(yaml);
        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            Eventually.within(
                    Duration.ofSeconds(10),
                    "the import has reached authz-service",
                    () ->
                            questions.questions().stream()
                                    .filter(q -> q.decision().equals("Allowed"))
                                    .allMatch(q ->
                                            q.complaint(decisions.ask(q.request())).isEmpty()));
            List<String> complaints =
                    questions.questions().stream()
                            .map(q -> q.complaint(decisions.ask(q.request())))
                            .filter(complaint -> !complaint.isEmpty())
                            .toList();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    @Order(3)
    void all_managed_policies_of_aws_are_loaded(GatehouseProcess gatehouse) {
        String file = present("aws-managed-policies.jsonl");
        GatehouseProcess.Said said = gatehouse.run("import", file);
        assertThat(said.status()).as(said.text()).isZero();
        ImportTable table = ImportTable.of(said.text());
        assertThat(table.total()).isEqualTo(1568);
        assertThat(table.refused()).isZero();
    }

    @Test
    @Order(4)
    void a_damaged_file_is_refused_whole_with_the_place_of_the_damage(GatehouseProcess gatehouse)
            throws IOException {
        Path damaged = RunningGatehouse.freshDirectory().resolve("damaged.json");
        Files.writeString(
                damaged,
                """
                {"UserDetailList": [
                  {"UserName": "good", "UserId": "AIDAGOODGATEHOUSEEXA2", "Path": "/",
                   "Arn": "arn:aws:iam::100200300400:user/good"},
                  {"UserName": "bad", "UserId": "AIDABADGATEHOUSEEXAM2", "Path": "/",
                   "Arn": "arn:aws:iam::100200300400:user/bad",
                   "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": {
                     "Version": "2012-10-17", "Statement": [{"Effect": "Perhaps", "Action": "*",
                     "Resource": "*"}]}}]}]}
                """);
        GatehouseProcess.Said said = gatehouse.run("import", damaged.toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text())
                .contains("damaged.json")
                .contains("$.UserDetailList[1].UserPolicyList[0].PolicyDocument")
                .contains("nothing was imported");
        try (var iam = AwsClients.iam(gatehouse)) {
            assertThat(iam.listUsers().users()).noneMatch(user -> user.userName().equals("good"));
        }
    }

    private static String present(String name) {
        Path file = DATA.resolve(name);
        assumeThat(file).as("%s: real data that is not part of the project", file).exists();
        return file.toAbsolutePath().normalize().toString();
    }
}
