package io.gatehouse.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** SEMANTICS 4 and 5: context keys, and those that follow from the principal. */
class RequestContextTest {

    @Test
    void keys_are_found_in_any_case_and_the_last_value_counts() {
        RequestContext context =
                RequestContext.builder()
                        .put("aws:PrincipalTag/Team", "red")
                        .put("AWS:principaltag/TEAM", "blue")
                        .build();
        assertThat(context.values("aws:principaltag/team")).containsExactly("blue");
        assertThat(context.size()).isEqualTo(1);
        assertThat(context.values("aws:other")).isNull();
    }

    @Test
    void a_key_may_be_present_without_values() {
        RequestContext context = RequestContext.builder().put("aws:TagKeys", List.of()).build();
        assertThat(context.values("aws:TagKeys")).isEmpty();
    }

    @Test
    void many_keys_are_all_found() {
        RequestContext.Builder builder = RequestContext.builder();
        for (int i = 0; i < 1000; i++) {
            builder.put("aws:RequestTag/k" + i, "v" + i);
        }
        RequestContext context = builder.build();
        for (int i = 0; i < 1000; i++) {
            assertThat(context.values("AWS:REQUESTTAG/K" + i)).containsExactly("v" + i);
        }
    }

    /**
     * With the usual hash of strings all of these fall on one place: minutes instead of a moment.
     */
    @Test
    void keys_that_were_made_to_collide_cost_no_more_than_others() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    RequestContext.Builder builder = RequestContext.builder();
                    for (int i = 0; i < 1 << 17; i++) {
                        StringBuilder name = new StringBuilder();
                        for (int bit = 0; bit < 17; bit++) {
                            name.append((i >> bit & 1) == 0 ? "a~" : "b_");
                        }
                        builder.put(name.toString(), "v");
                    }
                    assertThat(builder.build().size()).isEqualTo(1 << 17);
                });
    }

    @Test
    void the_keys_of_a_principal_follow_from_it_and_given_ones_stay() {
        RequestContext.Builder builder = RequestContext.builder().put("aws:username", "given");
        PrincipalKeys.supply(Given.ALICE, builder);
        RequestContext user = builder.build();
        assertThat(user.values("aws:username")).containsExactly("given");
        assertThat(user.values("aws:PrincipalArn"))
                .containsExactly("arn:aws:iam::111111111111:user/alice");
        assertThat(user.values("aws:userid")).containsExactly("AIDAALICEALICEALICE22");
        RequestContext.Builder session = RequestContext.builder();
        PrincipalKeys.supply(Given.SESSION, session);
        assertThat(session.build().values("aws:userid"))
                .containsExactly("AROAROLEROLEROLEROLE2:sess");
        assertThat(session.build().values("aws:PrincipalArn"))
                .containsExactly("arn:aws:iam::111111111111:role/app/r");
        assertThat(session.has("aws:username")).isFalse();
    }

    @Test
    void a_principal_is_read_from_its_arn() {
        assertThat(Principal.parse("arn:aws:iam::111111111111:root"))
                .isInstanceOf(Principal.AccountRoot.class);
        assertThat(Principal.parse("arn:aws:iam::111111111111:user/a/b/alice"))
                .isInstanceOfSatisfying(
                        Principal.User.class, u -> assertThat(u.name()).isEqualTo("alice"));
        assertThat(Principal.parse("arn:aws:sts::111111111111:assumed-role/r/s"))
                .isInstanceOfSatisfying(
                        Principal.AssumedRole.class,
                        s -> assertThat(s.roleArn()).isEqualTo("arn:aws:iam::111111111111:role/r"));
        assertThat(Principal.parse("arn:aws:sts::111111111111:federated-user/f"))
                .isInstanceOf(Principal.FederatedUser.class);
        assertThat(Principal.parse("arn:aws:iam::111111111111:oidc-provider/idp:8443/realms/x/"))
                .isInstanceOf(Principal.WebIdentity.class);
        assertThat(Principal.parse("arn:aws:iam::111111111111:saml-provider/adfs"))
                .isInstanceOf(Principal.WebIdentity.class);
        assertThat(Principal.parse("lambda.amazonaws.com"))
                .isInstanceOf(Principal.ServicePrincipal.class);
        assertThat(Principal.parse("*")).isInstanceOf(Principal.Anonymous.class);
        for (String wrong :
                new String[] {
                    "",
                    "alice",
                    "arn:aws:iam::1:user/x",
                    "arn:aws:iam::111111111111:group/g",
                    "arn:aws:sts::111111111111:assumed-role/r",
                    "arn:aws:iam::111111111111:user/"
                }) {
            assertThatThrownBy(() -> Principal.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
