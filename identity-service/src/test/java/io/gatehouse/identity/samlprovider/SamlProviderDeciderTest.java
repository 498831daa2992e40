package io.gatehouse.identity.samlprovider;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.samlprovider.SamlProviderCommand.AddPrivateKey;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.CheckEncryption;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.CreateSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.DeleteSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.RemovePrivateKey;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.ReplaceMetadata;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.SetEncryptionMode;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.TagSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.UntagSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.EncryptionModeSet;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.MetadataReplaced;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyAdded;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyRemoved;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderCreated;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderDeleted;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderTagged;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class SamlProviderDeciderTest {

    private static final ProviderId ID = new ProviderId("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static final ProviderId KEY = new ProviderId("KEYAAAAAAAAAAAAAAAAAAAAAA1");
    private static final ProviderId OTHER = new ProviderId("KEYAAAAAAAAAAAAAAAAAAAAAA2");
    private static final EntityName NAME = new EntityName("adfs");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Tags RED = Tags.exact(List.of(new Tag("team", "red")));
    private static final SamlProvider ACTIVE = with(EncryptionMode.ALLOWED, List.of());
    private static final SamlProvider DELETED = new SamlProvider.Deleted(ID, NAME);

    private static SamlProvider with(EncryptionMode mode, List<PrivateKeyEntry> keys) {
        return new SamlProvider.Active(ID, NAME, NOW, "<md/>", mode, keys, RED);
    }

    private static PrivateKeyEntry entry(ProviderId key) {
        return new PrivateKeyEntry(key, NOW);
    }

    private static Decision<SamlProviderEvent> decide(
            SamlProvider provider, SamlProviderCommand command) {
        return SamlProviderDecider.decide(provider, command, Quotas.DEFAULT);
    }

    private static CreateSamlProvider create(int existing) {
        return new CreateSamlProvider(ID, NAME, "<md/>", RED, NOW, existing);
    }

    private static Stream<SamlProviderCommand> changes() {
        return Stream.of(
                new ReplaceMetadata("<other/>"),
                new SetEncryptionMode(EncryptionMode.REQUIRED),
                new AddPrivateKey(KEY, NOW),
                new RemovePrivateKey(KEY),
                new CheckEncryption(),
                new TagSamlProvider(RED),
                new UntagSamlProvider(List.of("team")),
                new DeleteSamlProvider());
    }

    @Test
    void a_provider_is_created_up_to_the_quota() {
        happens(
                decide(SamlProvider.ABSENT, create(99)),
                new SamlProviderCreated(ID, NAME, "<md/>", RED, NOW));
        refused(
                decide(SamlProvider.ABSENT, create(100)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for SAMLProvidersPerAccount: 100");
    }

    @Test
    void metadata_mode_and_tags_change_and_repeating_it_changes_nothing() {
        happens(decide(ACTIVE, new ReplaceMetadata("<b/>")), new MetadataReplaced("<b/>"));
        nothing(decide(ACTIVE, new ReplaceMetadata("<md/>")));
        happens(
                decide(ACTIVE, new SetEncryptionMode(EncryptionMode.REQUIRED)),
                new EncryptionModeSet(EncryptionMode.REQUIRED));
        nothing(decide(ACTIVE, new SetEncryptionMode(EncryptionMode.ALLOWED)));
        Tags blue = Tags.exact(List.of(new Tag("team", "blue")));
        happens(decide(ACTIVE, new TagSamlProvider(blue)), new SamlProviderTagged(blue));
        nothing(decide(ACTIVE, new TagSamlProvider(RED)));
        happens(
                decide(ACTIVE, new UntagSamlProvider(List.of("team"))),
                new SamlProviderUntagged(List.of("team")));
        nothing(decide(ACTIVE, new UntagSamlProvider(List.of("x"))));
    }

    @Test
    void a_provider_has_two_private_keys_at_most() {
        happens(decide(ACTIVE, new AddPrivateKey(KEY, NOW)), new PrivateKeyAdded(KEY, NOW));
        SamlProvider full = with(EncryptionMode.ALLOWED, List.of(entry(KEY), entry(OTHER)));
        refused(decide(full, new AddPrivateKey(ID, NOW)), ErrorCode.LIMIT_EXCEEDED);
        happens(decide(full, new RemovePrivateKey(KEY)), new PrivateKeyRemoved(KEY));
        refused(decide(ACTIVE, new RemovePrivateKey(KEY)), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void encryption_cannot_be_required_of_a_provider_without_a_key() {
        refused(
                decide(with(EncryptionMode.REQUIRED, List.of()), new CheckEncryption()),
                ErrorCode.INVALID_INPUT);
        nothing(decide(with(EncryptionMode.REQUIRED, List.of(entry(KEY))), new CheckEncryption()));
        nothing(decide(ACTIVE, new CheckEncryption()));
    }

    @Test
    void a_provider_is_deleted_once() {
        happens(decide(ACTIVE, new DeleteSamlProvider()), new SamlProviderDeleted(NAME));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_is_not_there_cannot_be_changed(SamlProviderCommand command) {
        refused(decide(SamlProvider.ABSENT, command), ErrorCode.NO_SUCH_ENTITY);
        refused(decide(DELETED, command), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void one_that_is_or_was_there_is_not_created_again() {
        refused(
                decide(ACTIVE, create(1)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "SAMLProvider with name adfs already exists.");
        refused(decide(DELETED, create(1)), ErrorCode.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void what_happens_becomes_the_state() {
        SamlProvider state = SamlProvider.ABSENT;
        for (SamlProviderEvent event :
                List.of(
                        new SamlProviderCreated(ID, NAME, "<md/>", RED, NOW),
                        new PrivateKeyAdded(KEY, NOW),
                        new PrivateKeyAdded(OTHER, NOW),
                        new PrivateKeyRemoved(KEY),
                        new EncryptionModeSet(EncryptionMode.REQUIRED))) {
            state = SamlProvider.evolve(state, event);
        }
        assertThat(state).isEqualTo(with(EncryptionMode.REQUIRED, List.of(entry(OTHER))));
        SamlProvider last = state;
        assertThatThrownBy(() -> SamlProvider.evolve(last, new PrivateKeyRemoved(KEY)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> SamlProvider.evolve(DELETED, new MetadataReplaced("x")))
                .isInstanceOf(CorruptStreamException.class);
    }
}
