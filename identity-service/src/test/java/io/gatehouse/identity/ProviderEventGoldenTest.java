package io.gatehouse.identity;

import io.gatehouse.identity.EventGoldenTest.Sample;
import io.gatehouse.identity.mapping.ClaimCondition;
import io.gatehouse.identity.mapping.ClaimTemplate;
import io.gatehouse.identity.mapping.Mapping;
import io.gatehouse.identity.mapping.MappingEvent.MappingRemoved;
import io.gatehouse.identity.mapping.MappingEvent.MappingReplaced;
import io.gatehouse.identity.mapping.MappingEventCodec;
import io.gatehouse.identity.mapping.MappingRule;
import io.gatehouse.identity.oidcprovider.IssuerUrl;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdAdded;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdRemoved;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderCreated;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderDeleted;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderTagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderUntagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ThumbprintsReplaced;
import io.gatehouse.identity.oidcprovider.OidcProviderEventCodec;
import io.gatehouse.identity.samlprovider.EncryptionMode;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.EncryptionModeSet;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.MetadataReplaced;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyAdded;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyRemoved;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderCreated;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderDeleted;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderTagged;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderUntagged;
import io.gatehouse.identity.samlprovider.SamlProviderEventCodec;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The golden files of the events of identity providers; see {@link EventGoldenTest}. */
class ProviderEventGoldenTest {

    private static final ProviderId ID = new ProviderId("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static final ProviderId KEY = new ProviderId("KEYAAAAAAAAAAAAAAAAAAAAAA1");
    private static final IssuerUrl ISSUER = new IssuerUrl("https://idp.example.com/realms/shop");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Tags TAGS =
            Tags.exact(List.of(new Tag("team", "red"), new Tag("TEAM", "")));
    private static final EntityName NAME = new EntityName("adfs");
    private static final Arn PROVIDER = ISSUER.arn(new AccountId("111111111111"));
    private static final Mapping.Rules RULES =
            new Mapping.Rules(
                    List.of(
                            new MappingRule(
                                    "dev",
                                    List.of(new ClaimCondition.Contains("groups", "dev")),
                                    new MappingRule.Then.Role(
                                            Arn.parse("arn:aws:iam::111111111111:role/dev"),
                                            new ClaimTemplate("${email}"),
                                            Map.of("group", new ClaimTemplate("dev")))),
                            new MappingRule(
                                    "others",
                                    List.of(),
                                    new MappingRule.Then.Refuse("ask the help desk"))),
                    Optional.of("web"));
    private static final List<String> PRINTS = List.of("0".repeat(40));

    static Stream<Sample<?>> samples() {
        OidcProviderEventCodec oidc = new OidcProviderEventCodec();
        SamlProviderEventCodec saml = new SamlProviderEventCodec();
        MappingEventCodec mapping = new MappingEventCodec();
        return Stream.of(
                new Sample<>(
                        oidc,
                        new OidcProviderCreated(ID, ISSUER, List.of("web"), PRINTS, TAGS, NOW)),
                new Sample<>(oidc, new ClientIdAdded("web")),
                new Sample<>(oidc, new ClientIdRemoved("web")),
                new Sample<>(oidc, new ThumbprintsReplaced(PRINTS)),
                new Sample<>(oidc, new OidcProviderTagged(TAGS)),
                new Sample<>(oidc, new OidcProviderUntagged(List.of("team"))),
                new Sample<>(oidc, new OidcProviderDeleted(ISSUER)),
                new Sample<>(saml, new SamlProviderCreated(ID, NAME, "<md/>", TAGS, NOW)),
                new Sample<>(saml, new MetadataReplaced("<md/>")),
                new Sample<>(saml, new EncryptionModeSet(EncryptionMode.REQUIRED)),
                new Sample<>(saml, new PrivateKeyAdded(KEY, NOW)),
                new Sample<>(saml, new PrivateKeyRemoved(KEY)),
                new Sample<>(saml, new SamlProviderTagged(TAGS)),
                new Sample<>(saml, new SamlProviderUntagged(List.of("team"))),
                new Sample<>(saml, new SamlProviderDeleted(NAME)),
                new Sample<>(mapping, new MappingReplaced(ID, PROVIDER, RULES)),
                new Sample<>(mapping, new MappingRemoved(ID, PROVIDER)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <E> void an_event_is_written_as_its_golden_file_says_and_read_back(Sample<E> sample)
            throws IOException {
        EventGoldenTest.assertGolden(sample);
    }
}
