package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;

import java.util.List;

class ConsultedTest {

    private static List<String> accounts(String action, String form) {
        Inbound inbound =
                new Inbound(
                        "POST", "/", List.of(), Buffer.buffer(form), "192.0.2.7", false, "request");
        return Consulted.besideCallers(
                inbound, new Destination(Destination.Owner.IDENTITY, action, "/", true));
    }

    @Test
    void the_account_of_a_role_is_consulted_where_it_is_to_be_assumed() {
        String form = "Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A222222222222%3Arole%2Fr";

        assertThat(accounts("sts:AssumeRole", form)).containsExactly("222222222222", "aws");
        assertThat(accounts("iam:GetRole", form)).containsExactly("aws");
    }

    @Test
    void what_is_no_role_is_left_to_the_owning_service() {
        for (String arn : List.of("", "nonsense", "arn:aws:iam::x:role/r", "%zz")) {
            assertThat(accounts("sts:AssumeRole", "RoleArn=" + arn)).containsExactly("aws");
        }
    }
}
