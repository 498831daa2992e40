package io.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The 1,568 policies that AWS itself wrote are legal, and survive printing and compiling. */
class ManagedPoliciesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_managed_policy_of_aws_is_valid_prints_to_itself_and_compiles() throws IOException {
        List<String> lines = lines();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(1568);
        for (String line : lines) {
            JsonNode entry = JSON.readTree(line);
            String arn = entry.get("arn").asText();
            ParsedPolicy parsed =
                    PolicyParser.parse(entry.get("document").toString(), PolicyKind.MANAGED);
            assertThat(parsed).as(arn).isInstanceOf(ParsedPolicy.Valid.class);
            PolicyDocument document = ((ParsedPolicy.Valid) parsed).document();
            assertThat(PolicyParser.parse(PolicyPrinter.print(document), PolicyKind.MANAGED))
                    .as(arn)
                    .isInstanceOfSatisfying(
                            ParsedPolicy.Valid.class,
                            again -> assertThat(again.document()).isEqualTo(document));
            assertThatCode(() -> PolicySet.of(CompiledPolicy.compile(document, PolicyName.of(arn))))
                    .as(arn)
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> lines() throws IOException {
        Path file =
                Path.of(System.getProperty("gatehouse.shared.data"), "aws-managed-policies.jsonl");
        assumeTrue(
                Files.exists(file),
                "skipped: the AWS managed policies are not at gatehouse.shared.data");
        return Files.readAllLines(file);
    }
}
