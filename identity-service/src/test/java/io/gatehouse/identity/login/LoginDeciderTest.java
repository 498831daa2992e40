package io.gatehouse.identity.login;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.login.LoginCommand.ChangePassword;
import io.gatehouse.identity.login.LoginCommand.CreateLoginProfile;
import io.gatehouse.identity.login.LoginCommand.DeleteLoginProfile;
import io.gatehouse.identity.login.LoginCommand.RequireReset;
import io.gatehouse.identity.login.LoginCommand.SetPassword;
import io.gatehouse.identity.login.LoginEvent.LoginProfileCreated;
import io.gatehouse.identity.login.LoginEvent.LoginProfileDeleted;
import io.gatehouse.identity.login.LoginEvent.PasswordChanged;
import io.gatehouse.identity.login.LoginEvent.PasswordResetRequired;
import io.gatehouse.identity.login.LoginEvent.PasswordResetWaived;
import io.gatehouse.identity.login.LoginEvent.PasswordSet;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class LoginDeciderTest {

    private static final UniqueId USER = new UniqueId("AIDAAAAAAAAAAAAAAAAAA");
    private static final EntityName ALICE = new EntityName("alice");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final LoginProfileCreated CREATED = new LoginProfileCreated(USER, false, NOW);
    private static final String ABSENT = "Login Profile for User alice cannot be found.";

    private static LoginProfile after(LoginEvent... events) {
        LoginProfile profile = LoginProfile.ABSENT;
        for (LoginEvent event : events) {
            profile = LoginProfile.evolve(profile, event);
        }
        return profile;
    }

    private static NewPassword good(int since) {
        return new NewPassword(List.of(), false, since);
    }

    private static CreateLoginProfile create(NewPassword password) {
        return new CreateLoginProfile(USER, ALICE, password, true, LATER);
    }

    private static List<LoginCommand> allButCreate() {
        return List.of(
                new SetPassword(ALICE, good(0), Optional.empty(), NOW),
                new ChangePassword(ALICE, good(0), NOW),
                new RequireReset(ALICE, true),
                new DeleteLoginProfile(ALICE));
    }

    @Test
    void a_login_profile_is_created_where_there_is_none() {
        happens(
                LoginDecider.decide(LoginProfile.ABSENT, create(good(0))),
                new LoginProfileCreated(USER, true, LATER));
    }

    @Test
    void a_login_profile_is_created_again_after_its_end() {
        happens(
                LoginDecider.decide(after(CREATED, new LoginProfileDeleted()), create(good(1))),
                new LoginProfileCreated(USER, true, LATER));
    }

    @Test
    void everything_but_creation_is_refused_while_there_is_none() {
        for (LoginProfile none :
                List.of(LoginProfile.ABSENT, after(CREATED, new LoginProfileDeleted()))) {
            for (LoginCommand command : allButCreate()) {
                refused(LoginDecider.decide(none, command), ErrorCode.NO_SUCH_ENTITY, ABSENT);
            }
        }
    }

    @Test
    void a_second_login_profile_is_refused() {
        refused(
                LoginDecider.decide(after(CREATED), create(good(1))),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Login Profile for user alice already exists.");
    }

    @Test
    void an_administrators_password_keeps_what_is_required_unless_told() {
        LoginProfile reset = after(CREATED, new PasswordResetRequired());
        happens(
                LoginDecider.decide(
                        reset, new SetPassword(ALICE, good(1), Optional.empty(), LATER)),
                new PasswordSet(true, LATER));
        happens(
                LoginDecider.decide(
                        reset, new SetPassword(ALICE, good(1), Optional.of(false), LATER)),
                new PasswordSet(false, LATER));
    }

    @Test
    void a_users_own_new_password_ends_the_required_reset() {
        LoginProfile changed =
                after(CREATED, new PasswordResetRequired(), new PasswordChanged(LATER));
        assertThat(changed).isEqualTo(new LoginProfile.Active(USER, 2, NOW, LATER, false));
    }

    @Test
    void a_password_that_the_policy_complains_of_is_refused() {
        NewPassword poor = new NewPassword(List.of("Password is poor", "It is short"), false, 1);
        refused(
                LoginDecider.decide(after(CREATED), new ChangePassword(ALICE, poor, LATER)),
                ErrorCode.PASSWORD_POLICY_VIOLATION,
                "Password is poor. It is short.");
    }

    @Test
    void a_password_that_was_used_before_is_refused() {
        NewPassword reused = new NewPassword(List.of(), true, 1);
        refused(
                LoginDecider.decide(after(CREATED), new ChangePassword(ALICE, reused, LATER)),
                ErrorCode.PASSWORD_POLICY_VIOLATION);
    }

    @Test
    void a_password_that_was_compared_with_older_ones_is_refused() {
        refused(
                LoginDecider.decide(
                        after(CREATED, new PasswordChanged(LATER)),
                        new ChangePassword(ALICE, good(1), LATER)),
                ErrorCode.CONCURRENT_MODIFICATION);
    }

    @Test
    void a_reset_is_required_and_waived_once() {
        LoginProfile required = after(CREATED, new PasswordResetRequired());
        happens(
                LoginDecider.decide(after(CREATED), new RequireReset(ALICE, true)),
                new PasswordResetRequired());
        nothing(LoginDecider.decide(required, new RequireReset(ALICE, true)));
        happens(
                LoginDecider.decide(required, new RequireReset(ALICE, false)),
                new PasswordResetWaived());
    }

    @Test
    void a_login_profile_is_deleted() {
        happens(
                LoginDecider.decide(after(CREATED), new DeleteLoginProfile(ALICE)),
                new LoginProfileDeleted());
    }

    @Test
    void an_event_that_cannot_have_happened_is_a_corrupt_stream() {
        assertThatThrownBy(() -> after(new PasswordChanged(NOW)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, CREATED))
                .isInstanceOf(CorruptStreamException.class);
    }
}
