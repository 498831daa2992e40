package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scripts that drive the common actions with clients in other languages, where installed. */
@ExtendWith(RunningGatehouse.class)
class RealClientsTest {

    @Test
    void the_aws_command_line_finds_all_as_it_should_be(GatehouseProcess gatehouse) {
        assumeThat(AwsCommandLine.isInstalled()).as("the AWS command line is installed").isTrue();
        GatehouseProcess.Said said =
                GatehouseProcess.run(
                        gatehouse.withProfile(
                                GatehouseProcess.projectFile("tools/e2e/aws-cli.sh").toString()));
        assertThat(said.status()).as(said.text()).isZero();
    }

    @Test
    void boto3_finds_all_as_it_should_be(GatehouseProcess gatehouse) {
        boolean isInstalled =
                GatehouseProcess.run(new ProcessBuilder("sh", "-c", "python3 -c 'import boto3'"))
                                .status()
                        == 0;
        assumeThat(isInstalled).as("boto3 is installed").isTrue();
        GatehouseProcess.Said said =
                GatehouseProcess.run(
                        gatehouse.withProfile(
                                "python3",
                                GatehouseProcess.projectFile("tools/e2e/boto.py").toString()));
        assertThat(said.status()).as(said.text()).isZero();
    }
}
