package io.gatehouse.policyservice.managedpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.CreatePolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.CreateVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.DeletePolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.DeleteVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.ImportPolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.SetDefaultVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.TagPolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.UntagPolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.DefaultVersionSet;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyDeleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyTagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyUntagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionDeleted;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyPath;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Tag;
import io.gatehouse.policyservice.value.Tags;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

class ManagedPolicyDeciderTest {

    private static final Instant DAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final UniqueId ID = new UniqueId("ANPAAAAAAAAAAAAAAAAAA");
    private static final PolicyArn ARN =
            new PolicyArn(
                    new AccountId("111111111111"),
                    new PolicyPath("/team/"),
                    new PolicyName("Readers"));
    private static final PolicyText DOCUMENT = new PolicyText("{\"a\": 1}");
    private static final PolicyText OTHER = new PolicyText("{\"b\": 2}");
    private static final Tags TAGS = new Tags(List.of(new Tag("team", "red")));
    private static final VersionNumber V1 = new VersionNumber(1);
    private static final VersionNumber V2 = new VersionNumber(2);
    private static final VersionNumber V3 = new VersionNumber(3);

    private static final PolicyCreated CREATED =
            new PolicyCreated(ID, ARN, "", new PolicyVersion(V1, DOCUMENT, DAY), TAGS, DAY);
    private static final VersionCreated SECOND = version(2, OTHER);
    private static final PolicyDeleted GONE = new PolicyDeleted(ARN);

    @Test
    void creating_a_policy_starts_it_at_v1() {
        assertThat(events(decide(List.of(), create(0)))).containsExactly(CREATED);
    }

    @Test
    void creating_one_policy_more_than_the_quota_is_refused() {
        refused(
                decide(List.of(), create(1500)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for PoliciesPerAccount: 1500");
    }

    @Test
    void creating_a_policy_that_exists_or_existed_is_refused() {
        String message = "A policy called Readers already exists. Duplicate names are not allowed.";
        refused(decide(List.of(CREATED), create(0)), ErrorCode.ENTITY_ALREADY_EXISTS, message);
        refused(
                decide(List.of(CREATED, GONE), create(0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                message);
    }

    @Test
    void white_space_does_not_count_for_the_size() {
        String full = "x".repeat(6144);
        assertThat(events(decide(List.of(CREATED), createVersion(full + " \n\t\r", false))))
                .hasSize(1);
        refused(
                decide(List.of(CREATED), createVersion(full + "y", false)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for PolicySize: 6144");
        refused(
                decide(
                        List.of(),
                        new CreatePolicy(
                                ID, ARN, "", new PolicyText(full + "y"), Tags.NONE, DAY, 0)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for PolicySize: 6144");
    }

    @Test
    void quotas_do_not_bind_aws_managed_policies() {
        ManagedPolicyCommand large =
                new CreatePolicy(
                        ID, ARN, "", new PolicyText("x".repeat(7000)), Tags.NONE, DAY, 1500);
        assertThat(events(ManagedPolicyDecider.decide(ManagedPolicy.ABSENT, large, Quotas.NONE)))
                .hasSize(1);
    }

    @Test
    void more_than_fifty_tags_are_refused() {
        Tags many = new Tags(IntStream.range(0, 50).mapToObj(i -> new Tag("k" + i, "")).toList());
        refused(
                decide(List.of(CREATED), new TagPolicy(many)),
                ErrorCode.LIMIT_EXCEEDED,
                "The number of tags has reached the maximum limit.");
        Tags more = many.with(TAGS);
        refused(
                decide(List.of(), new CreatePolicy(ID, ARN, "", DOCUMENT, more, DAY, 0)),
                ErrorCode.LIMIT_EXCEEDED,
                "The number of tags has reached the maximum limit.");
    }

    @Test
    void what_never_was_or_is_no_more_cannot_be_changed() {
        for (ManagedPolicyCommand command :
                List.of(
                        createVersion("{}", true),
                        new SetDefaultVersion(V1),
                        new DeleteVersion(V1),
                        new TagPolicy(TAGS),
                        new UntagPolicy(List.of("team")),
                        new DeletePolicy(PolicyUse.NONE))) {
            refused(
                    decide(List.of(), command),
                    ErrorCode.NO_SUCH_ENTITY,
                    "The policy was not found.");
            refused(
                    decide(List.of(CREATED, GONE), command),
                    ErrorCode.NO_SUCH_ENTITY,
                    "Policy arn:aws:iam::111111111111:policy/team/Readers was not found.");
        }
    }

    @Test
    void a_new_version_becomes_the_default_only_when_asked() {
        assertThat(events(decide(List.of(CREATED), createVersion(OTHER.json(), false))))
                .containsExactly(SECOND);
        assertThat(events(decide(List.of(CREATED), createVersion(OTHER.json(), true))))
                .containsExactly(SECOND, new DefaultVersionSet(V1, V2));
    }

    @Test
    void a_version_number_is_not_given_twice() {
        assertThat(
                        events(
                                decide(
                                        List.of(CREATED, SECOND, new VersionDeleted(V2)),
                                        createVersion(OTHER.json(), false))))
                .containsExactly(version(3, OTHER));
    }

    @Test
    void a_sixth_version_is_refused() {
        refused(
                decide(
                        List.of(
                                CREATED,
                                SECOND,
                                version(3, OTHER),
                                version(4, OTHER),
                                version(5, OTHER)),
                        createVersion("{}", true)),
                ErrorCode.LIMIT_EXCEEDED,
                "A managed policy can have up to 5 versions. Before you create a new version, you"
                        + " must delete an existing version.");
    }

    @Test
    void any_version_can_become_the_default() {
        assertThat(events(decide(List.of(CREATED, SECOND), new SetDefaultVersion(V2))))
                .containsExactly(new DefaultVersionSet(V1, V2));
        assertThat(events(decide(List.of(CREATED, SECOND), new SetDefaultVersion(V1)))).isEmpty();
        refused(
                decide(List.of(CREATED), new SetDefaultVersion(V3)),
                ErrorCode.NO_SUCH_ENTITY,
                "Policy arn:aws:iam::111111111111:policy/team/Readers version v3 does not exist or"
                        + " is not attachable.");
    }

    @Test
    void the_default_version_cannot_be_deleted_and_others_can() {
        assertThat(events(decide(List.of(CREATED, SECOND), new DeleteVersion(V2))))
                .containsExactly(new VersionDeleted(V2));
        refused(
                decide(List.of(CREATED, SECOND), new DeleteVersion(V1)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete the default version of a policy.");
        refused(
                decide(List.of(CREATED), new DeleteVersion(V2)),
                ErrorCode.NO_SUCH_ENTITY,
                "Policy arn:aws:iam::111111111111:policy/team/Readers version v2 does not exist or"
                        + " is not attachable.");
    }

    @Test
    void only_tags_that_differ_are_events() {
        assertThat(events(decide(List.of(CREATED), new TagPolicy(TAGS)))).isEmpty();
        Tags more = new Tags(List.of(new Tag("team", "red"), new Tag("Team", "blue")));
        assertThat(events(decide(List.of(CREATED), new TagPolicy(more))))
                .containsExactly(new PolicyTagged(new Tags(List.of(new Tag("Team", "blue")))));
        assertThat(events(decide(List.of(CREATED), new UntagPolicy(List.of("team", "x")))))
                .containsExactly(new PolicyUntagged(List.of("team")));
        assertThat(events(decide(List.of(CREATED), new UntagPolicy(List.of("TEAM"))))).isEmpty();
    }

    @Test
    void a_policy_that_is_used_cannot_be_deleted() {
        assertThat(events(decide(List.of(CREATED), new DeletePolicy(PolicyUse.NONE))))
                .containsExactly(GONE);
        for (PolicyUse use : List.of(new PolicyUse(1, 0), new PolicyUse(0, 1))) {
            refused(
                    decide(List.of(CREATED), new DeletePolicy(use)),
                    ErrorCode.DELETE_CONFLICT,
                    "Cannot delete a policy attached to entities.");
        }
    }

    @Test
    void a_policy_with_other_versions_than_the_default_cannot_be_deleted() {
        refused(
                decide(List.of(CREATED, SECOND), new DeletePolicy(PolicyUse.NONE)),
                ErrorCode.DELETE_CONFLICT,
                "This policy has more than one version. Before you delete a policy, you must delete"
                        + " the policy's versions. The default version is deleted with the policy.");
    }

    @Test
    void importing_keeps_numbers_dates_and_the_default() {
        Instant earlier = Instant.parse("2020-01-01T00:00:00Z");
        PolicyVersion third = new PolicyVersion(V3, DOCUMENT, earlier);
        PolicyVersion seventh = new PolicyVersion(new VersionNumber(7), OTHER, DAY);
        ImportPolicy wanted =
                new ImportPolicy(
                        ID, ARN, "what for", List.of(third, seventh), seventh.number(), earlier, 0);
        List<ManagedPolicyEvent> events = events(decide(List.of(), wanted));
        assertThat(events)
                .containsExactly(
                        new PolicyCreated(ID, ARN, "what for", third, Tags.NONE, earlier),
                        new VersionCreated(seventh),
                        new DefaultVersionSet(V3, seventh.number()));
        assertThat(events(decide(events, wanted))).isEmpty();
    }

    @Test
    void importing_over_a_policy_adds_what_is_missing_and_takes_nothing_away() {
        ImportPolicy wanted = toImport(new PolicyVersion(V1, DOCUMENT, DAY), V1);
        assertThat(events(decide(List.of(CREATED, SECOND), wanted))).isEmpty();
        ImportPolicy newer = toImport(new PolicyVersion(V3, OTHER, DAY), V3);
        assertThat(events(decide(List.of(CREATED, SECOND), newer)))
                .containsExactly(version(3, OTHER), new DefaultVersionSet(V1, V3));
    }

    @Test
    void importing_a_version_that_says_the_same_in_another_form_changes_nothing() {
        PolicyText terse =
                new PolicyText(
                        """
                        {"Version":"2012-10-17","Statement":[
                          {"Effect":"Allow","Action":"s3:*","Resource":"*"}]}
                        """);
        PolicyText ample =
                new PolicyText(
                        """
                        {"Statement":{"Resource":["*"],"Action":["s3:*"],"Effect":"Allow"},
                         "Version":"2012-10-17"}
                        """);
        List<ManagedPolicyEvent> events =
                events(decide(List.of(), toImport(new PolicyVersion(V1, terse, DAY), V1)));
        assertThat(events(decide(events, toImport(new PolicyVersion(V1, ample, DAY), V1))))
                .isEmpty();
    }

    @Test
    void importing_never_writes_a_version_over() {
        refused(
                decide(List.of(CREATED), toImport(new PolicyVersion(V1, OTHER, DAY), V1)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Version v1 of arn:aws:iam::111111111111:policy/team/Readers exists or existed with"
                        + " another document.");
        refused(
                decide(
                        List.of(CREATED, SECOND, new VersionDeleted(V2)),
                        toImport(new PolicyVersion(V2, OTHER, DAY), V2)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Version v2 of arn:aws:iam::111111111111:policy/team/Readers exists or existed with"
                        + " another document.");
        refused(
                decide(List.of(CREATED, GONE), toImport(new PolicyVersion(V1, DOCUMENT, DAY), V1)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "A policy called Readers already exists. Duplicate names are not allowed.");
    }

    @Test
    void importing_is_bound_by_quotas_too() {
        PolicyVersion large = new PolicyVersion(V1, new PolicyText("x".repeat(6145)), DAY);
        refused(
                decide(List.of(), toImport(large, V1)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for PolicySize: 6144");
        refused(
                decide(
                        List.of(),
                        new ImportPolicy(
                                ID,
                                ARN,
                                "",
                                List.of(new PolicyVersion(V1, DOCUMENT, DAY)),
                                V1,
                                DAY,
                                1500)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for PoliciesPerAccount: 1500");
    }

    @Test
    void an_event_that_cannot_have_happened_is_a_corrupt_stream() {
        for (List<ManagedPolicyEvent> stream :
                List.<List<ManagedPolicyEvent>>of(
                        List.of(SECOND),
                        List.of(CREATED, CREATED),
                        List.of(CREATED, version(1, OTHER)),
                        List.of(CREATED, new DefaultVersionSet(V1, V2)),
                        List.of(CREATED, SECOND, new DefaultVersionSet(V2, V1)),
                        List.of(CREATED, new VersionDeleted(V1)),
                        List.of(CREATED, new VersionDeleted(V2)),
                        List.of(CREATED, GONE, GONE))) {
            assertThatThrownBy(() -> fold(stream)).isInstanceOf(CorruptStreamException.class);
        }
    }

    private static CreatePolicy create(int existing) {
        return new CreatePolicy(ID, ARN, "", DOCUMENT, TAGS, DAY, existing);
    }

    private static CreateVersion createVersion(String document, boolean setAsDefault) {
        return new CreateVersion(new PolicyText(document), setAsDefault, DAY);
    }

    private static ImportPolicy toImport(PolicyVersion version, VersionNumber defaultVersion) {
        return new ImportPolicy(ID, ARN, "", List.of(version), defaultVersion, DAY, 0);
    }

    private static VersionCreated version(int number, PolicyText document) {
        return new VersionCreated(new PolicyVersion(new VersionNumber(number), document, DAY));
    }

    private static Decision<ManagedPolicyEvent> decide(
            List<? extends ManagedPolicyEvent> given, ManagedPolicyCommand command) {
        return ManagedPolicyDecider.decide(fold(given), command, Quotas.DEFAULT);
    }

    private static ManagedPolicy fold(List<? extends ManagedPolicyEvent> given) {
        ManagedPolicy policy = ManagedPolicy.ABSENT;
        for (ManagedPolicyEvent event : given) {
            policy = ManagedPolicy.evolve(policy, event);
        }
        return policy;
    }

    private static List<ManagedPolicyEvent> events(Decision<ManagedPolicyEvent> decision) {
        return switch (decision) {
            case Decision.Accepted(var events) -> events;
            case Decision.Refused(var refusal) -> throw new AssertionError(refusal);
        };
    }

    private static void refused(
            Decision<ManagedPolicyEvent> decision, ErrorCode code, String message) {
        switch (decision) {
            case Decision.Accepted(var events) -> throw new AssertionError(events);
            case Decision.Refused(var refusal) -> {
                assertThat(refusal.code()).isEqualTo(code);
                assertThat(refusal.message()).isEqualTo(message);
            }
        }
    }
}
