package io.gatehouse.identity.login;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/**
 * Login profiles, as the way of every write has to know them. A profile's stream has the id of its
 * user. No engine needs to know of passwords: there is no fact.
 */
public final class LoginKind implements EntityKind<LoginCommand, LoginProfile, LoginEvent> {

    public static final LoginKind LOGIN_PROFILES = new LoginKind();

    private final LoginEventCodec codec = new LoginEventCodec();

    private LoginKind() {}

    @Override
    public String name() {
        return "login-profile";
    }

    @Override
    public LoginProfile absent() {
        return LoginProfile.ABSENT;
    }

    @Override
    public Decision<LoginEvent> decide(LoginProfile state, LoginCommand command, Quotas quotas) {
        return LoginDecider.decide(state, command);
    }

    @Override
    public LoginProfile evolve(LoginProfile state, LoginEvent event) {
        return LoginProfile.evolve(state, event);
    }

    @Override
    public EventCodec<LoginEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<LoginEvent> events, LoginProfile after) {
        return LoginView.write(sql, account, after);
    }

    @Override
    public Optional<Fact.Builder> fact(LoginProfile after) {
        return Optional.empty();
    }
}
