package io.gatehouse.policyservice.lastaccess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrantedServicesTest {

    @Test
    void a_policy_opens_the_services_its_allows_name_in_any_case() {
        GrantedServices granted = of("Allow", "\"Action\":[\"S3:Get*\",\"iam:ListUsers\"]");
        assertThat(granted.named()).containsExactly("iam", "s3");
        assertThat(granted.include("s3")).isTrue();
        assertThat(granted.include("ec2")).isFalse();
    }

    @Test
    void a_deny_opens_nothing() {
        assertThat(of("Deny", "\"Action\":\"s3:*\"").include("s3")).isFalse();
    }

    @Test
    void a_star_opens_everything_and_not_action_all_but_whole_services() {
        assertThat(of("Allow", "\"Action\":\"*\"").include("ec2")).isTrue();
        GrantedServices but = of("Allow", "\"NotAction\":[\"iam:*\",\"s3:GetObject\"]");
        assertThat(but.include("iam")).isFalse();
        assertThat(but.include("s3")).isTrue();
        assertThat(of("Allow", "\"NotAction\":\"*\"").include("s3")).isFalse();
    }

    private static GrantedServices of(String effect, String actions) {
        return GrantedServices.of(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"%s",%s,"Resource":"*"}}
                """
                        .formatted(effect, actions));
    }
}
