package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.Destination.Owner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {

    private static final String IAM = "2010-05-08";
    private static final String STS = "2011-06-15";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreatePolicy",
                "GetPolicyVersion",
                "ListPolicyVersions",
                "SetDefaultPolicyVersion",
                "ListPolicies",
                "PutUserPolicy",
                "ListGroupPolicies",
                "AttachRolePolicy",
                "ListAttachedUserPolicies",
                "ListEntitiesForPolicy",
                "TagPolicy",
                "ListPolicyTags",
                "SimulatePrincipalPolicy",
                "GetContextKeysForCustomPolicy",
                "GetAccountAuthorizationDetails",
                "GenerateServiceLastAccessedDetails",
                "GetServiceLastAccessedDetailsWithEntities"
            })
    void what_is_written_belongs_to_policy_service(String action) {
        assertThat(RoutingTable.ofAction(action, IAM).owner()).isEqualTo(Owner.POLICY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateUser",
                "PutUserPermissionsBoundary",
                "UpdateAssumeRolePolicy",
                "GetAccountPasswordPolicy",
                "UpdateAccountPasswordPolicy",
                "NoSuchAction",
                "ListUserTags"
            })
    void all_others_belong_to_identity_service(String action) {
        assertThat(RoutingTable.ofAction(action, IAM).owner()).isEqualTo(Owner.IDENTITY);
    }

    @Test
    void the_version_tells_iam_from_sts() {
        assertThat(RoutingTable.ofAction("AssumeRole", STS).action()).isEqualTo("sts:AssumeRole");
        assertThat(RoutingTable.ofAction("CreateUser", IAM).action()).isEqualTo("iam:CreateUser");
    }

    @Test
    void only_get_caller_identity_of_sts_needs_no_heads() {
        assertThat(RoutingTable.ofAction("GetCallerIdentity", STS).needsHeads()).isFalse();
        assertThat(RoutingTable.ofAction("GetCallerIdentity", IAM).needsHeads()).isTrue();
        assertThat(RoutingTable.ofAction("AssumeRole", STS).needsHeads()).isTrue();
    }

    @Test
    void json_paths_are_a_closed_list() {
        assertThat(RoutingTable.ofApi("POST", "/api/import/policies"))
                .hasValueSatisfying(to -> assertThat(to.owner()).isEqualTo(Owner.POLICY));
        assertThat(RoutingTable.ofApi("DELETE", "/api/resource-policies/RPOLX2"))
                .hasValueSatisfying(to -> assertThat(to.owner()).isEqualTo(Owner.POLICY));
        assertThat(RoutingTable.ofApi("PUT", "/api/guardrails/111111111111"))
                .hasValueSatisfying(to -> assertThat(to.owner()).isEqualTo(Owner.POLICY));
        assertThat(RoutingTable.ofApi("PUT", "/api/guardrails/../accounts")).isEmpty();
        assertThat(RoutingTable.ofApi("GET", "/api/accounts"))
                .hasValueSatisfying(to -> assertThat(to.action()).isEqualTo("GET /api/accounts"));
        assertThat(RoutingTable.ofApi("GET", "/api/import/policies/../../internal")).isEmpty();
        assertThat(RoutingTable.ofApi("GET", "/api/secrets")).isEmpty();
    }

    @Test
    void only_what_brings_a_providers_word_is_unsigned() {
        assertThat(RoutingTable.ofAction("AssumeRoleWithWebIdentity", STS).unsigned()).isTrue();
        assertThat(RoutingTable.ofAction("AssumeRoleWithSAML", STS).unsigned()).isTrue();
        assertThat(RoutingTable.ofAction("AssumeRole", STS).unsigned()).isFalse();
        assertThat(RoutingTable.ofAction("AssumeRoleWithSAML", IAM).unsigned()).isFalse();
        assertThat(RoutingTable.ofTokenExchange().unsigned()).isTrue();
        assertThat(RoutingTable.ofApi("POST", "/api/federation/test").orElseThrow().unsigned())
                .isFalse();
    }
}
