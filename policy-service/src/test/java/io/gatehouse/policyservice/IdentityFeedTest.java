package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactPlacement.Republication;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts of identity-service on a real topic, and what becomes of them here. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class IdentityFeedTest {

    private static final FactRecords IDENTITY = new FactRecords(LogName.IDENTITY, Topic.MAC);
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
            """;

    @Inject FakeNeighbours.Identity identity;

    @Test
    void a_principal_of_the_read_model_needs_no_question() {
        AccountId account = new AccountId("300000000001");
        Caller root = Caller.root(account);
        Topic.send(of(account, 1, 0, user("AIDADAVEDAVEDAVEDAVED", "dave", "")));
        int asked = identity.asked();
        Caller seeing = root.seeing(Revision.of(position(account, 1)));
        awaitReached(seeing);
        seeing.call(
                        "PutUserPolicy",
                        "UserName",
                        "dave",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(200);
        assertThat(identity.asked()).isEqualTo(asked);
    }

    @Test
    void what_hung_on_a_principal_goes_with_it_and_its_cause_is_the_fact() {
        AccountId account = new AccountId("300000000002");
        Caller root = Caller.root(account);
        Topic.send(of(account, 1, 0, user("AIDAERINERINERINERINE", "erin", "")));
        Caller seeing = root.seeing(Revision.of(position(account, 1)));
        String arn =
                seeing.call("CreatePolicy", "PolicyName", "P", "PolicyDocument", DOCUMENT)
                        .extract()
                        .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
        awaitReached(seeing);
        seeing.call("AttachUserPolicy", "UserName", "erin", "PolicyArn", arn).statusCode(200);
        seeing.call("ListEntitiesForPolicy", "PolicyArn", arn)
                .statusCode(200)
                .body(
                        "ListEntitiesForPolicyResponse.ListEntitiesForPolicyResult.PolicyUsers"
                                + ".member.UserName",
                        equalTo("erin"));
        Topic.send(of(account, 2, 1, user("AIDAERINERINERINERINE", "erin", "").setDeleted(true)));
        Topic.awaitFact(found ->
                found.fact().getDeleted()
                        && found.fact()
                                .getPrincipalPolicies()
                                .getPrincipalId()
                                .equals("AIDAERINERINERINERINE"));
        var event =
                Topic.awaitEvent(found ->
                        Topic.header(found, "ce_type")
                                        .equals("io.gatehouse.principal-policies.ended.v1")
                                && Topic.header(found, "ce_subject")
                                        .equals("principal-policies/AIDAERINERINERINERINE"));
        assertThat(Topic.header(event, "ce_cause"))
                .isEqualTo("user/300000000002/AIDAERINERINERINERINE@2");
        root.seeing(Revision.of(position(account, 2)))
                .call("DeletePolicy", "PolicyArn", arn)
                .statusCode(200);
    }

    @Test
    void a_policy_that_is_a_boundary_cannot_be_deleted() {
        AccountId account = new AccountId("300000000003");
        Caller root = Caller.root(account);
        String arn =
                root.call("CreatePolicy", "PolicyName", "Limit", "PolicyDocument", DOCUMENT)
                        .extract()
                        .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
        Topic.send(of(account, 1, 0, user("AIDAFAYEFAYEFAYEFAYEF", "faye", arn)));
        Caller seeing = root.seeing(Revision.of(position(account, 1)));
        seeing.call("DeletePolicy", "PolicyArn", arn)
                .statusCode(409)
                .body("ErrorResponse.Error.Code", equalTo("DeleteConflict"));
        seeing.call("GetPolicy", "PolicyArn", arn)
                .body(
                        "GetPolicyResponse.GetPolicyResult.Policy.PermissionsBoundaryUsageCount",
                        equalTo("1"));
    }

    @Test
    void heads_that_are_not_reached_are_not_yet() {
        AccountId account = new AccountId("300000000004");
        Caller root = Caller.root(account);
        String arn =
                root.call("CreatePolicy", "PolicyName", "Early", "PolicyDocument", DOCUMENT)
                        .extract()
                        .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
        root.seeing(Revision.of(position(account, 99)))
                .call("DeletePolicy", "PolicyArn", arn)
                .statusCode(503)
                .body("ErrorResponse.Error.Code", equalTo("ServiceUnavailable"));
    }

    @Test
    void a_fact_that_is_not_ours_counts_for_nothing() {
        AccountId account = new AccountId("300000000005");
        List<WireRecord> forged = new ArrayList<>();
        for (WireRecord record : of(account, 1, 0, user("AIDAGUSGUSGUSGUSGUSGU", "gus", ""))) {
            forged.add(
                    new WireRecord(
                            record.topic(),
                            record.partition(),
                            record.key(),
                            record.value(),
                            Map.of("mac", "k1:AAAA")));
        }
        Topic.send(forged);
        Topic.send(of(account, 1, 0, user("AIDAHALHALHALHALHALHA", "hal", "")));
        Caller seeing = Caller.root(account).seeing(Revision.of(position(account, 1)));
        awaitReached(seeing);
        seeing.call("ListUserPolicies", "UserName", "hal").statusCode(200);
        seeing.call("ListUserPolicies", "UserName", "gus").statusCode(404);
    }

    @Test
    void an_unreadable_fact_stops_its_account_until_all_is_published_again() {
        AccountId account = new AccountId("300000000006");
        WireRecord good = of(account, 1, 0, user("AIDAIANIANIANIANIANIA", "ian", "")).getFirst();
        ByteString broken = ByteString.copyFromUtf8("not a fact");
        Topic.send(
                List.of(
                        new WireRecord(
                                good.topic(),
                                good.partition(),
                                good.key(),
                                broken,
                                Map.of("mac", Topic.MAC.sign(good.topic(), good.key(), broken)))));
        Topic.send(of(account, 2, 1, user("AIDAIANIANIANIANIANIA", "ian", "")));
        // Another account of the same feed goes on.
        AccountId other = new AccountId("300000000007");
        Topic.send(of(other, 1, 0, user("AIDAJOEJOEJOEJOEJOEJO", "joe", "")));
        awaitReached(Caller.root(other).seeing(Revision.of(position(other, 1))));
        Caller seeing = Caller.root(account).seeing(Revision.of(position(account, 2)));
        seeing.call("ListUserPolicies", "UserName", "ian").statusCode(404);
        Topic.send(
                IDENTITY.republication(
                        new FactPlacement(
                                position(account, 2),
                                2,
                                Revision.NONE,
                                Instant.now(),
                                List.of(),
                                Optional.of(new Republication("again", 2))),
                        List.of(user("AIDAIANIANIANIANIANIA", "ian", ""))));
        awaitReached(seeing);
        seeing.call("ListUserPolicies", "UserName", "ian").statusCode(200);
    }

    /** An answer that needs the heads comes once they are reached. */
    private static void awaitReached(Caller caller) {
        for (int attempt = 0; attempt < 10; attempt++) {
            // Waits up to five seconds itself.
            int status = caller.call("ListPolicies", "Scope", "Local").extract().statusCode();
            if (status == 200) {
                return;
            }
        }
        throw new AssertionError("the heads are not reached");
    }

    private static Fact.Builder user(String id, String name, String boundary) {
        return Fact.newBuilder()
                .setUser(
                        UserFact.newBuilder()
                                .setId(id)
                                .setName(name)
                                .setPath("/")
                                .setBoundaryArn(boundary));
    }

    private static List<WireRecord> of(
            AccountId account, long number, long previous, Fact.Builder body) {
        return IDENTITY.of(
                new FactPlacement(
                        position(account, number), previous, Revision.NONE, Instant.now()),
                List.of(body));
    }

    private static LogPosition position(AccountId account, long number) {
        return new LogPosition(account, LogName.IDENTITY, "epoch-of-tests", number);
    }
}
