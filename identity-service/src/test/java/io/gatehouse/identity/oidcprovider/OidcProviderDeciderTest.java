package io.gatehouse.identity.oidcprovider;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.oidcprovider.OidcProviderCommand.AddClientId;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.CreateOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.DeleteOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.RemoveClientId;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.ReplaceThumbprints;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.TagOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.UntagOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdAdded;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdRemoved;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderCreated;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderDeleted;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderTagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderUntagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ThumbprintsReplaced;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class OidcProviderDeciderTest {

    private static final ProviderId ID = new ProviderId("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static final IssuerUrl ISSUER = new IssuerUrl("https://idp.example.com/realms/shop");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Tags RED = Tags.exact(List.of(new Tag("team", "red")));
    private static final OidcProvider ACTIVE =
            new OidcProvider.Active(ID, ISSUER, NOW, List.of("web"), List.of(), RED);
    private static final OidcProvider DELETED = new OidcProvider.Deleted(ID, ISSUER);

    private static Decision<OidcProviderEvent> decide(
            OidcProvider provider, OidcProviderCommand command) {
        return OidcProviderDecider.decide(provider, command, Quotas.DEFAULT);
    }

    private static CreateOidcProvider create(
            List<String> clientIds, List<String> thumbprints, int existing) {
        return new CreateOidcProvider(ID, ISSUER, clientIds, thumbprints, RED, NOW, existing);
    }

    private static List<String> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "client-" + i).toList();
    }

    private static Stream<OidcProviderCommand> changes() {
        return Stream.of(
                new AddClientId("app"),
                new RemoveClientId("web"),
                new ReplaceThumbprints(List.of("0".repeat(40))),
                new TagOidcProvider(RED),
                new UntagOidcProvider(List.of("team")));
    }

    @Test
    void a_provider_is_created_with_all_that_it_was_asked_for() {
        happens(
                decide(OidcProvider.ABSENT, create(List.of("web"), List.of(), 0)),
                new OidcProviderCreated(ID, ISSUER, List.of("web"), List.of(), RED, NOW));
    }

    @Test
    void the_hundred_and_first_provider_client_id_and_the_sixth_thumbprint_are_refused() {
        refused(
                decide(OidcProvider.ABSENT, create(List.of(), List.of(), 100)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100");
        refused(
                decide(OidcProvider.ABSENT, create(many(101), List.of(), 0)),
                ErrorCode.LIMIT_EXCEEDED);
        refused(
                decide(OidcProvider.ABSENT, create(List.of(), many(6), 0)),
                ErrorCode.INVALID_INPUT);
        OidcProvider full =
                new OidcProvider.Active(
                        ID, ISSUER, NOW, many(100), List.of(), Tags.exact(List.of()));
        refused(decide(full, new AddClientId("more")), ErrorCode.LIMIT_EXCEEDED);
        nothing(decide(full, new AddClientId("client-7")));
        refused(decide(full, new ReplaceThumbprints(many(6))), ErrorCode.INVALID_INPUT);
    }

    @Test
    void client_ids_come_and_go_and_repeating_it_changes_nothing() {
        happens(decide(ACTIVE, new AddClientId("app")), new ClientIdAdded("app"));
        nothing(decide(ACTIVE, new AddClientId("web")));
        happens(decide(ACTIVE, new RemoveClientId("web")), new ClientIdRemoved("web"));
        nothing(decide(ACTIVE, new RemoveClientId("app")));
    }

    @Test
    void thumbprints_are_replaced_as_a_whole() {
        List<String> to = List.of("0".repeat(40));
        happens(decide(ACTIVE, new ReplaceThumbprints(to)), new ThumbprintsReplaced(to));
        nothing(decide(ACTIVE, new ReplaceThumbprints(List.of())));
    }

    @Test
    void tags_that_differ_in_case_alone_are_different_tags() {
        Tags more = Tags.exact(List.of(new Tag("TEAM", "blue")));
        happens(decide(ACTIVE, new TagOidcProvider(more)), new OidcProviderTagged(more));
        nothing(decide(ACTIVE, new UntagOidcProvider(List.of("TEAM"))));
        happens(
                decide(ACTIVE, new UntagOidcProvider(List.of("team"))),
                new OidcProviderUntagged(List.of("team")));
    }

    @Test
    void the_fifty_first_tag_is_refused() {
        Tags fifty =
                Tags.exact(IntStream.range(0, 50).mapToObj(i -> new Tag("k" + i, "v")).toList());
        refused(decide(ACTIVE, new TagOidcProvider(fifty)), ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void deleting_happens_once_and_is_no_error_the_second_time() {
        happens(decide(ACTIVE, new DeleteOidcProvider()), new OidcProviderDeleted(ISSUER));
        nothing(decide(DELETED, new DeleteOidcProvider()));
        refused(decide(OidcProvider.ABSENT, new DeleteOidcProvider()), ErrorCode.NO_SUCH_ENTITY);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_is_not_there_cannot_be_changed(OidcProviderCommand command) {
        refused(decide(OidcProvider.ABSENT, command), ErrorCode.NO_SUCH_ENTITY);
        refused(decide(DELETED, command), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void one_that_is_or_was_there_is_not_created_again() {
        CreateOidcProvider again = create(List.of(), List.of(), 1);
        refused(
                decide(ACTIVE, again),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Provider with url https://idp.example.com/realms/shop already exists.");
        refused(decide(DELETED, again), ErrorCode.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void what_happens_becomes_the_state() {
        OidcProvider state = OidcProvider.ABSENT;
        for (OidcProviderEvent event :
                List.of(
                        new OidcProviderCreated(ID, ISSUER, List.of("web"), List.of(), RED, NOW),
                        new ClientIdAdded("app"),
                        new ClientIdRemoved("web"),
                        new ThumbprintsReplaced(List.of("x")),
                        new OidcProviderUntagged(List.of("team")))) {
            state = OidcProvider.evolve(state, event);
        }
        assertThat(state)
                .isEqualTo(
                        new OidcProvider.Active(
                                ID,
                                ISSUER,
                                NOW,
                                List.of("app"),
                                List.of("x"),
                                Tags.exact(List.of())));
        OidcProvider last = state;
        assertThatThrownBy(() -> OidcProvider.evolve(last, new ClientIdAdded("app")))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> OidcProvider.evolve(DELETED, new ClientIdAdded("app")))
                .isInstanceOf(CorruptStreamException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://idp.example.com",
                "idp.example.com",
                "https://",
                "https://idp.example.com?x=1",
                "https://idp.example.com#x",
                "https://user@idp.example.com",
                "https://idp.example.com/ x",
                "HTTPS://idp.example.com"
            })
    void a_url_that_no_issuer_has_is_refused(String url) {
        assertThatThrownBy(() -> new IssuerUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid Open ID Connect Provider URL");
    }

    @Test
    void an_issuer_keeps_port_path_and_trailing_slash_in_its_name() {
        assertThat(new IssuerUrl("https://idp.example.com:8443/realms/x/").name())
                .isEqualTo("idp.example.com:8443/realms/x/");
        assertThat(new IssuerUrl("http://localhost:9/x").shown()).isEqualTo("http://localhost:9/x");
        assertThat(ISSUER.shown()).isEqualTo("idp.example.com/realms/shop");
    }
}
