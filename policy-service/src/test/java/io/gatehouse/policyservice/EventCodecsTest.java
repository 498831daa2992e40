package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.guardrail.Guardrails;
import io.gatehouse.policyservice.guardrail.Guardrails.Level;
import io.gatehouse.policyservice.guardrail.Guardrails.NamedPolicy;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent;
import io.gatehouse.policyservice.guardrail.GuardrailsEventCodec;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEventCodec;
import io.gatehouse.policyservice.managedpolicy.PolicyVersion;
import io.gatehouse.policyservice.managedpolicy.VersionNumber;
import io.gatehouse.policyservice.pricelist.Price;
import io.gatehouse.policyservice.pricelist.PriceList;
import io.gatehouse.policyservice.pricelist.PriceListEvent;
import io.gatehouse.policyservice.pricelist.PriceListEventCodec;
import io.gatehouse.policyservice.principalpolicies.AttachedPolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEventCodec;
import io.gatehouse.policyservice.resourcepolicy.ResourceArnPattern;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEventCodec;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.PersonalValues;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyPath;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Tag;
import io.gatehouse.policyservice.value.Tags;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every event, by name and version, against its golden file: written so once, read for ever. */
class EventCodecsTest {

    private static final PolicyText BARE = new PolicyText("{\"Version\":\"2012-10-17\"}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final PolicyArn ARN =
            new PolicyArn(
                    new AccountId("111111111111"),
                    new PolicyPath("/team/"),
                    new PolicyName("Readers"));
    private static final UniqueId ID = new UniqueId("ANPAAAAAAAAAAAAAAAAAA");
    private static final PolicyText DOCUMENT = new PolicyText("{\"Version\":\"2012-10-17\"}");
    private static final Tags TAGS = new Tags(List.of(new Tag("team", "red"), new Tag("x", "")));
    private static final PolicyVersion VERSION =
            new PolicyVersion(new VersionNumber(3), DOCUMENT, DAY);

    static Stream<ManagedPolicyEvent> managedPolicyEvents() {
        return Stream.of(
                new ManagedPolicyEvent.PolicyCreated(ID, ARN, "for readers", VERSION, TAGS, DAY),
                new ManagedPolicyEvent.VersionCreated(VERSION),
                new ManagedPolicyEvent.DefaultVersionSet(VersionNumber.FIRST, new VersionNumber(3)),
                new ManagedPolicyEvent.VersionDeleted(VersionNumber.FIRST),
                new ManagedPolicyEvent.PolicyTagged(TAGS),
                new ManagedPolicyEvent.PolicyUntagged(List.of("team", "x")),
                new ManagedPolicyEvent.PolicyDeleted(ARN));
    }

    static Stream<PrincipalPoliciesEvent> principalPoliciesEvents() {
        PolicyName name = new PolicyName("mine");
        AttachedPolicy policy = new AttachedPolicy(ID, ARN);
        return Stream.of(
                new PrincipalPoliciesEvent.InlinePolicyAdded(name, DOCUMENT),
                new PrincipalPoliciesEvent.InlinePolicyRewritten(name, DOCUMENT),
                new PrincipalPoliciesEvent.InlinePolicyDeleted(name),
                new PrincipalPoliciesEvent.PolicyAttached(policy),
                new PrincipalPoliciesEvent.PolicyDetached(policy),
                new PrincipalPoliciesEvent.PrincipalEnded());
    }

    @ParameterizedTest
    @MethodSource("managedPolicyEvents")
    void an_event_of_a_managed_policy_is_written_as_its_golden_file_and_read_from_it(
            ManagedPolicyEvent event) throws Exception {
        EncodedEvent encoded = ManagedPolicyEventCodec.encode(event, PersonalValues.CLEAR);
        JsonNode golden = golden(encoded);
        assertThat(encoded.payload()).isEqualTo(golden);
        assertThat(
                        ManagedPolicyEventCodec.decode(
                                encoded.type(), encoded.version(), golden, PersonalValues.CLEAR))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("principalPoliciesEvents")
    void an_event_of_a_principal_is_written_as_its_golden_file_and_read_from_it(
            PrincipalPoliciesEvent event) throws Exception {
        EncodedEvent encoded = PrincipalPoliciesEventCodec.encode(event);
        JsonNode golden = golden(encoded);
        assertThat(encoded.payload()).isEqualTo(golden);
        assertThat(PrincipalPoliciesEventCodec.decode(encoded.type(), encoded.version(), golden))
                .isEqualTo(event);
    }

    static Stream<ResourcePolicyEvent> resourcePolicyEvents() {
        ResourceArnPattern orders = new ResourceArnPattern("arn:aws:orders:*:123456789012:order/*");
        return Stream.of(
                new ResourcePolicyEvent.ResourcePolicyRegistered(
                        new UniqueId("RPOLGOLDENGOLDENGOLDE"), orders, BARE),
                new ResourcePolicyEvent.ResourcePolicyRewritten(BARE),
                new ResourcePolicyEvent.ResourcePolicyDeleted(orders));
    }

    static Stream<GuardrailsEvent> guardrailsEvents() {
        return Stream.of(
                new GuardrailsEvent.GuardrailsSet(
                        new Guardrails(
                                List.of(
                                        level("root", "FullAccess"),
                                        new Level("account", List.of())),
                                List.of(level("root", "NoStrangers")))),
                new GuardrailsEvent.GuardrailsRemoved());
    }

    private static Level level(String name, String policy) {
        return new Level(name, List.of(new NamedPolicy(new PolicyName(policy), BARE)));
    }

    @ParameterizedTest
    @MethodSource("resourcePolicyEvents")
    void an_event_of_a_resource_policy_is_written_as_its_golden_file_and_read_from_it(
            ResourcePolicyEvent event) throws Exception {
        EncodedEvent encoded = ResourcePolicyEventCodec.encode(event);
        JsonNode golden = golden(encoded);
        assertThat(encoded.payload()).isEqualTo(golden);
        assertThat(ResourcePolicyEventCodec.decode(encoded.type(), encoded.version(), golden))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("guardrailsEvents")
    void an_event_of_guardrails_is_written_as_its_golden_file_and_read_from_it(
            GuardrailsEvent event) throws Exception {
        EncodedEvent encoded = GuardrailsEventCodec.encode(event);
        JsonNode golden = golden(encoded);
        assertThat(encoded.payload()).isEqualTo(golden);
        assertThat(GuardrailsEventCodec.decode(encoded.type(), encoded.version(), golden))
                .isEqualTo(event);
    }

    @Test
    void prices_are_written_as_their_golden_file_and_read_from_it() throws Exception {
        PriceListEvent event =
                new PriceListEvent.PricesSet(
                        new PriceList(
                                YearMonth.of(2026, 12),
                                Currency.getInstance("EUR"),
                                List.of(
                                        new Price(
                                                "s3",
                                                "GetObject",
                                                new BigDecimal("0.40"),
                                                1_000_000),
                                        new Price("*", "*", new BigDecimal("0.000001"), 1))));
        EncodedEvent encoded = PriceListEventCodec.encode(event);
        JsonNode golden = golden(encoded);
        assertThat(JSON.readTree(encoded.payload().toString())).isEqualTo(golden);
        assertThat(PriceListEventCodec.decode(encoded.type(), encoded.version(), golden))
                .isEqualTo(event);
        assertThat(PriceListEvent.class.getPermittedSubclasses()).hasSize(1);
    }

    @Test
    void no_kind_of_event_lacks_a_golden_file() {
        Set<Class<?>> tested = new HashSet<>();
        managedPolicyEvents().forEach(event -> tested.add(event.getClass()));
        principalPoliciesEvents().forEach(event -> tested.add(event.getClass()));
        assertThat(tested).contains(ManagedPolicyEvent.class.getPermittedSubclasses());
        resourcePolicyEvents().forEach(event -> tested.add(event.getClass()));
        guardrailsEvents().forEach(event -> tested.add(event.getClass()));
        assertThat(tested).contains(PrincipalPoliciesEvent.class.getPermittedSubclasses());
        assertThat(tested).contains(ResourcePolicyEvent.class.getPermittedSubclasses());
        assertThat(tested).contains(GuardrailsEvent.class.getPermittedSubclasses());
    }

    @Test
    void descriptions_and_tag_values_are_sealed_and_empty_once_their_key_is_gone() {
        PersonalValues erased =
                new PersonalValues() {
                    @Override
                    public JsonNode seal(String clear) {
                        return JsonNodeFactory.instance.objectNode().put("sealed", "…");
                    }

                    @Override
                    public Optional<String> open(JsonNode stored) {
                        return Optional.empty();
                    }
                };
        ManagedPolicyEvent event =
                new ManagedPolicyEvent.PolicyCreated(ID, ARN, "for readers", VERSION, TAGS, DAY);
        EncodedEvent encoded = ManagedPolicyEventCodec.encode(event, erased);
        assertThat(encoded.payload().toString()).doesNotContain("readers\"").doesNotContain("red");
        assertThat(
                        ManagedPolicyEventCodec.decode(
                                encoded.type(), encoded.version(), encoded.payload(), erased))
                .isEqualTo(
                        new ManagedPolicyEvent.PolicyCreated(
                                ID,
                                ARN,
                                "",
                                VERSION,
                                new Tags(List.of(new Tag("team", ""), new Tag("x", ""))),
                                DAY));
    }

    @Test
    void what_no_codec_wrote_is_a_corrupt_stream() {
        JsonNode empty = JsonNodeFactory.instance.objectNode();
        assertThatThrownBy(() ->
                        ManagedPolicyEventCodec.decode(
                                "managed-policy.created", 2, empty, PersonalValues.CLEAR))
                .isInstanceOf(CorruptStreamException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() ->
                        ManagedPolicyEventCodec.decode(
                                "managed-policy.created", 1, empty, PersonalValues.CLEAR))
                .isInstanceOf(CorruptStreamException.class)
                .hasMessageContaining("`id`");
        assertThatThrownBy(() ->
                        PrincipalPoliciesEventCodec.decode("principal-policies.renamed", 1, empty))
                .isInstanceOf(CorruptStreamException.class);
    }

    @Test
    void fields_that_a_later_writer_added_are_ignored() throws Exception {
        JsonNode later = JSON.readTree("{\"name\":\"mine\",\"since\":1}");
        assertThat(
                        PrincipalPoliciesEventCodec.decode(
                                "principal-policies.inline-deleted", 1, later))
                .isEqualTo(new PrincipalPoliciesEvent.InlinePolicyDeleted(new PolicyName("mine")));
    }

    private static JsonNode golden(EncodedEvent encoded) throws Exception {
        String file = "/golden/%s.v%d.json".formatted(encoded.type(), encoded.version());
        try (InputStream stream = EventCodecsTest.class.getResourceAsStream(file)) {
            assertThat(stream).as("golden file %s", file).isNotNull();
            return JSON.readTree(stream);
        }
    }
}
