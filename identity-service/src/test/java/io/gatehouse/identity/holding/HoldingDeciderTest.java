package io.gatehouse.identity.holding;

import static io.gatehouse.identity.servicecredential.ServiceCredentialType.SERVICE_CREDENTIALS;
import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.servicecredential.ServiceCredentialDetails;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class HoldingDeciderTest {

    private static final String OWNER = "AIDAAAAAAAAAAAAAAAAAA";
    private static final UniqueId ID = new UniqueId("ACCAAAAAAAAAAAAAAAAAA");
    private static final UniqueId SECOND = new UniqueId("ACCABBBBBBBBBBBBBBBBB");
    private static final UniqueId THIRD = new UniqueId("ACCACCCCCCCCCCCCCCCCC");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final ServiceCredentialDetails GIT = details("codecommit.amazonaws.com");
    private static final ServiceCredentialDetails TABLES = details("cassandra.amazonaws.com");
    private static final HoldingEvent<ServiceCredentialDetails> ADDED =
            new HoldingEvent.Added<>(OWNER, ID, GIT, NOW);

    private static ServiceCredentialDetails details(String service) {
        return new ServiceCredentialDetails(service, "alice-at-111111111111", Optional.empty());
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    private static Holdings<ServiceCredentialDetails> after(
            HoldingEvent<ServiceCredentialDetails>... events) {
        Holdings<ServiceCredentialDetails> held = SERVICE_CREDENTIALS.absent();
        for (HoldingEvent<ServiceCredentialDetails> event : events) {
            held = SERVICE_CREDENTIALS.evolve(held, event);
        }
        return held;
    }

    private static Decision<HoldingEvent<ServiceCredentialDetails>> decide(
            Holdings<ServiceCredentialDetails> held,
            HoldingCommand<ServiceCredentialDetails> command) {
        return SERVICE_CREDENTIALS.decide(held, command, Quotas.DEFAULT);
    }

    @Test
    void as_many_are_added_as_the_quota_allows_of_each_service() {
        Holdings<ServiceCredentialDetails> two =
                after(ADDED, new HoldingEvent.Added<>(OWNER, SECOND, GIT, NOW));
        happens(decide(after(), new HoldingCommand.Add<>(OWNER, ID, GIT, NOW)), ADDED);
        refused(
                decide(two, new HoldingCommand.Add<>(OWNER, THIRD, GIT, NOW)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2");
        happens(
                decide(two, new HoldingCommand.Add<>(OWNER, THIRD, TABLES, NOW)),
                new HoldingEvent.Added<>(OWNER, THIRD, TABLES, NOW));
    }

    @Test
    void one_is_switched_off_and_on() {
        Holdings<ServiceCredentialDetails> off = after(ADDED, new HoldingEvent.Deactivated<>(ID));
        nothing(decide(after(ADDED), new HoldingCommand.Activate<>(ID)));
        happens(
                decide(after(ADDED), new HoldingCommand.Deactivate<>(ID)),
                new HoldingEvent.Deactivated<>(ID));
        nothing(decide(off, new HoldingCommand.Deactivate<>(ID)));
        happens(decide(off, new HoldingCommand.Activate<>(ID)), new HoldingEvent.Activated<>(ID));
    }

    @Test
    void one_is_renewed_and_deleted() {
        happens(
                decide(after(ADDED), new HoldingCommand.Renew<>(ID)),
                new HoldingEvent.Renewed<>(ID));
        happens(
                decide(after(ADDED), new HoldingCommand.Remove<>(ID)),
                new HoldingEvent.Removed<>(ID));
    }

    @Test
    void what_is_not_held_cannot_be_found() {
        List<HoldingCommand<ServiceCredentialDetails>> changes =
                List.of(
                        new HoldingCommand.Activate<>(SECOND),
                        new HoldingCommand.Deactivate<>(SECOND),
                        new HoldingCommand.Renew<>(SECOND),
                        new HoldingCommand.Remove<>(SECOND));
        for (HoldingCommand<ServiceCredentialDetails> change : changes) {
            refused(
                    decide(after(ADDED), change),
                    ErrorCode.NO_SUCH_ENTITY,
                    "No such credential " + SECOND + " exists.");
        }
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        assertThatThrownBy(() -> after(ADDED, ADDED)).isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(new HoldingEvent.Removed<>(ID)))
                .isInstanceOf(CorruptStreamException.class);
    }
}
