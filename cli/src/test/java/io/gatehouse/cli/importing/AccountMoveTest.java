package io.gatehouse.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class AccountMoveTest {

    private static final AccountId NEW_HOME = new AccountId("999988887777");
    @TempDir Path directory;

    @Test
    void arns_and_bare_principals_of_the_imported_account_move_and_nothing_else()
            throws IOException {
        ImportContents moved = AccountMove.apply(contents(), NEW_HOME);
        ImportContents.Role role = moved.roles().getFirst();
        assertThat(role.identity().account()).isEqualTo(NEW_HOME);
        assertThat(role.trust())
                .contains("arn:aws:iam::999988887777:user/u")
                .contains("\"999988887777\"")
                .contains("arn:aws:iam::444455556666:root")
                .doesNotContain("111122223333:user");
        assertThat(role.boundary()).contains("arn:aws:iam::999988887777:policy/p");
        assertThat(moved.attached())
                .extracting(ImportContents.Attached::policyArn)
                .containsExactly(
                        "arn:aws:iam::999988887777:policy/p", "arn:aws:iam::aws:policy/ReadOnly");
        assertThat(moved.managed().getFirst().arn())
                .isEqualTo("arn:aws:iam::999988887777:policy/p");
        assertThat(moved.managed().getFirst().versions().getFirst().document())
                .contains("arn:aws:sqs:eu-west-1:999988887777:queue")
                .as("a bucket's name is no account")
                .contains("arn:aws:s3:::logs-111122223333/*");
    }

    @Test
    void phases_come_in_the_order_in_which_things_refer_to_each_other() throws IOException {
        assertThat(ImportPhases.of(contents()))
                .extracting(ImportPhase::title)
                .containsExactly("principals", "policies", "boundaries", "attachments", "trust");
        ImportRequest first = ImportPhases.of(contents()).getFirst().requests().getFirst();
        assertThat(first.body().path("account").asText()).isEqualTo("111122223333");
        assertThat(first.body().path("phase").asText()).isEqualTo("principals");
        assertThat(first.body().toString()).doesNotContain("trust");
    }

    @Test
    void large_contents_are_cut_into_requests_that_the_gateway_takes() {
        Batches batches =
                new Batches(
                        "/x",
                        () ->
                                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                        .objectNode());
        for (int i = 0; i < 120; i++) {
            batches.add(
                    "users",
                    com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                            .objectNode()
                            .put("name", "user-" + i)
                            .put("padding", "x".repeat(9_000)));
        }
        assertThat(batches.requests())
                .allSatisfy(request -> {
                    assertThat(request.body().toString().length()).isLessThan(250_000);
                    assertThat(request.entities()).isLessThanOrEqualTo(50);
                });
        assertThat(batches.requests().stream().mapToInt(ImportRequest::entities).sum())
                .isEqualTo(120);
    }

    private ImportContents contents() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("account.json"),
                        """
                        {"RoleDetailList": [{
                           "RoleName": "r", "RoleId": "AROAEXAMPLEEXAMPLEEX2", "Path": "/",
                           "Arn": "arn:aws:iam::111122223333:role/r",
                           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                             "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": [
                               "arn:aws:iam::111122223333:user/u", "111122223333",
                               "arn:aws:iam::444455556666:root"]}}]},
                           "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
                             "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/p"},
                           "AttachedManagedPolicies": [
                             {"PolicyName": "p", "PolicyArn": "arn:aws:iam::111122223333:policy/p"},
                             {"PolicyName": "ReadOnly", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnly"}]}],
                         "Policies": [{
                           "PolicyName": "p", "Arn": "arn:aws:iam::111122223333:policy/p", "Path": "/",
                           "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true,
                             "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                               "Action": "*", "Resource": ["arn:aws:sqs:eu-west-1:111122223333:queue",
                               "arn:aws:s3:::logs-111122223333/*"]}]}}]}]}
                        """);
        ImportSource source = new ImportSource();
        source.read(file);
        assertThat(source.problems()).isEmpty();
        return source.contents();
    }
}
