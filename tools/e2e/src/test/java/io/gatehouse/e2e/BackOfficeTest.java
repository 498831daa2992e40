package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** The example account that the project ships: imported, asked, changed. */
@ExtendWith(RunningGatehouse.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackOfficeTest {

    private static final String FILE =
            GatehouseProcess.projectFile("examples/back-office.json").toString();
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    @Order(1)
    void it_is_imported_whole_and_a_second_import_changes_nothing(GatehouseProcess gatehouse) {
        GatehouseProcess.Said first = gatehouse.run("import", FILE);
        assertThat(first.status()).as(first.text()).isZero();
        GatehouseProcess.Said second = gatehouse.run("import", FILE);
        assertThat(second.status()).as(second.text()).isZero();
        assertThat(ImportTable.of(second.text()).changes()).as(second.text()).isZero();
    }

    @Test
    @Order(2)
    void ten_questions_are_answered_as_worked_out_by_hand(GatehouseProcess gatehouse)
            throws IOException {
        Questions questions =
                Questions.read(
                        Files.newInputStream(
                                GatehouseProcess.projectFile(
                                        "examples/back-office-questions.yaml")));
        assertThat(questions.questions()).hasSize(10);
        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            Eventually.within(
                    Duration.ofSeconds(5),
                    "the import has reached authz-service",
                    () ->
                            decisions.ask(questions.questions().get(1).request()).getBecauseCount()
                                    > 0);
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
    void a_policy_detached_by_the_sdk_flips_the_decision_within_a_second(
            GatehouseProcess gatehouse) {
        Flip flip = new Flip(gatehouse);
        try (IamClient iam = AwsClients.iam(gatehouse);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            Eventually.within(Duration.ofSeconds(5), "allowed", () -> flip.isAllowed(decisions));
            iam.detachGroupPolicy(r -> r.groupName(flip.group()).policyArn(flip.policy()));
            Duration took = Eventually.within(A_SECOND, "denied", () -> !flip.isAllowed(decisions));
            System.out.printf("detached to denied: %d ms%n", took.toMillis());
            iam.attachGroupPolicy(r -> r.groupName(flip.group()).policyArn(flip.policy()));
            Eventually.within(A_SECOND, "allowed again", () -> flip.isAllowed(decisions));
        }
    }

    @Test
    @Order(4)
    void so_does_the_aws_command_line(GatehouseProcess gatehouse) {
        assumeThat(AwsCommandLine.isInstalled()).as("the AWS command line is installed").isTrue();
        AwsCommandLine aws = new AwsCommandLine(gatehouse);
        Flip flip = new Flip(gatehouse);
        assertThat(aws.run("sts", "get-caller-identity").text()).contains(GatehouseProcess.ACCOUNT);
        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            GatehouseProcess.Said said =
                    aws.run(
                            "iam",
                            "detach-group-policy",
                            "--group-name",
                            flip.group(),
                            "--policy-arn",
                            flip.policy());
            assertThat(said.status()).as(said.text()).isZero();
            Eventually.within(A_SECOND, "denied", () -> !flip.isAllowed(decisions));
            said =
                    aws.run(
                            "iam",
                            "attach-group-policy",
                            "--group-name",
                            flip.group(),
                            "--policy-arn",
                            flip.policy());
            assertThat(said.status()).as(said.text()).isZero();
            Eventually.within(A_SECOND, "allowed again", () -> flip.isAllowed(decisions));
        }
    }

    /** Dana may update orders because her group developers has the policy of that name. */
    private record Flip(GatehouseProcess gatehouse) {

        String group() {
            return "developers";
        }

        String policy() {
            return "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":policy/back-office/developers";
        }

        boolean isAllowed(DecisionClient decisions) {
            return decisions.isAllowed(
                    "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":user/people/dana",
                    "orders:Update",
                    "arn:aws:orders:eu-central-1:" + GatehouseProcess.ACCOUNT + ":order/7");
        }
    }
}
