package io.gatehouse.authz;

import io.gatehouse.contracts.facts.v1.AccessKeyState;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.AttachedPolicy;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.contracts.facts.v1.InlinePolicy;
import io.gatehouse.contracts.facts.v1.ManagedPolicyFact;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.contracts.facts.v1.ResourcePolicyFact;
import io.gatehouse.contracts.facts.v1.RoleFact;
import io.gatehouse.contracts.facts.v1.Tag;
import io.gatehouse.contracts.facts.v1.UserFact;

import java.util.List;

/** Bodies of facts for tests. */
final class Bodies {

    private Bodies() {}

    static Fact.Builder account() {
        return Fact.newBuilder().setAccountFact(AccountFact.getDefaultInstance());
    }

    static Fact.Builder user(String name, String... groupNames) {
        return Fact.newBuilder()
                .setUser(
                        UserFact.newBuilder()
                                .setId(userId(name))
                                .setName(name)
                                .setPath("/")
                                .addTags(Tag.newBuilder().setKey("team").setValue(name))
                                .addAccessKeys(
                                        AccessKeyState.newBuilder()
                                                .setAccessKeyId("AKIA" + name)
                                                .setActive(true))
                                .addAllGroupIds(
                                        List.of(groupNames).stream()
                                                .map(Bodies::groupId)
                                                .toList()));
    }

    static Fact.Builder boundedUser(String name, String boundaryArn) {
        Fact.Builder fact = user(name);
        fact.getUserBuilder().setBoundaryArn(boundaryArn);
        return fact;
    }

    static Fact.Builder group(String name) {
        return Fact.newBuilder()
                .setGroup(GroupFact.newBuilder().setId(groupId(name)).setName(name).setPath("/"));
    }

    static Fact.Builder role(String name, String path, String trust) {
        return Fact.newBuilder()
                .setRole(
                        RoleFact.newBuilder()
                                .setId(padded("AROA", name))
                                .setName(name)
                                .setPath(path)
                                .setTrustPolicy(trust));
    }

    static Fact.Builder managed(String arn, String version, String document) {
        return Fact.newBuilder()
                .setManagedPolicy(
                        ManagedPolicyFact.newBuilder()
                                .setId(policyId(arn))
                                .setArn(arn)
                                .setDefaultVersionId(version)
                                .setDocument(document));
    }

    static Fact.Builder inline(String principalId, String... documents) {
        PrincipalPoliciesFact.Builder policies =
                PrincipalPoliciesFact.newBuilder().setPrincipalId(principalId);
        for (int i = 0; i < documents.length; i++) {
            policies.addInline(
                    InlinePolicy.newBuilder().setName("inline" + i).setDocument(documents[i]));
        }
        return Fact.newBuilder().setPrincipalPolicies(policies);
    }

    static Fact.Builder attached(String principalId, String... arns) {
        PrincipalPoliciesFact.Builder policies =
                PrincipalPoliciesFact.newBuilder().setPrincipalId(principalId);
        for (String arn : arns) {
            policies.addAttached(AttachedPolicy.newBuilder().setArn(arn).setId(policyId(arn)));
        }
        return Fact.newBuilder().setPrincipalPolicies(policies);
    }

    /** A resource policy that is registered for the resources that a pattern covers. */
    static Fact.Builder registered(String id, String pattern, String document) {
        return Fact.newBuilder()
                .setResourcePolicy(
                        ResourcePolicyFact.newBuilder()
                                .setId(id)
                                .setResourcePattern(pattern)
                                .setDocument(document));
    }

    static Fact.Builder deleted(Fact.Builder body) {
        return body.setDeleted(true);
    }

    static String allow(String action) {
        return statement("Allow", action);
    }

    static String deny(String action) {
        return statement("Deny", action);
    }

    static String userId(String name) {
        return padded("AIDA", name);
    }

    static String groupId(String name) {
        return padded("AGPA", name);
    }

    private static String policyId(String arn) {
        return padded("ANPA", Integer.toString(arn.hashCode() & 0xffff));
    }

    private static String padded(String prefix, String name) {
        String upper = name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "X");
        return (prefix + upper + "XXXXXXXXXXXXXXXXX").substring(0, 21);
    }

    private static String statement(String effect, String action) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"*"}]}\
        """
                .formatted(effect, action);
    }
}
