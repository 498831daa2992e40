package io.gatehouse.identity.console;

import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.usage.CallCount;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Map;

/**
 * What subscribers hear of people who visit, and what their account is billed for. Both before
 * anything is answered.
 */
@ApplicationScoped
class SignInEvents {

    private static final ActionName SIGN_IN = new ActionName("gatehouse", "SignIn");

    private final Attempts attempts;
    private final CallCount calls;

    SignInEvents(Attempts attempts, CallCount calls) {
        this.attempts = attempts;
        this.calls = calls;
    }

    /**
     * @param call in the name of who signed in
     * @param what they signed in to or by: the user, or the provider
     */
    void signedIn(Call call, Arn what, Map<String, String> data) {
        calls.count(call, SIGN_IN.toString());
        attempts.noticed(Origin.of(call, SIGN_IN, what), "sign-in.succeeded", data);
    }

    /** What somebody brought from a provider gave no session. */
    void refusedFrom(Visit visit, Arn provider) {
        attempts.noticed(
                visit.origin(
                        new AccountId(provider.account()),
                        Attempts.UNAUTHENTICATED,
                        "",
                        SIGN_IN.toString(),
                        provider),
                "sign-in.failed",
                Map.of("provider", provider.toString()));
    }

    /** An action of the page, about to be tried. */
    void acts(Call call, String action) {
        calls.count(call, action);
    }

    void switchedRole(Call call, Arn role) {
        attempts.noticed(
                Origin.of(call, new ActionName("gatehouse", "SwitchRole"), role),
                "sign-in.role-switched",
                Map.of());
    }

    void leftRole(Visit visit, ConsoleSession session) {
        tell(visit, session, "gatehouse:SwitchBack", "sign-in.role-left");
    }

    void showedCredentials(Visit visit, ConsoleSession session) {
        tell(visit, session, "gatehouse:ShowCredentials", "sign-in.credentials-shown");
    }

    void signedOut(Visit visit, ConsoleSession session) {
        tell(visit, session, "gatehouse:SignOut", "sign-in.ended");
    }

    private void tell(Visit visit, ConsoleSession session, String action, String type) {
        String id = session.person().id().text();
        attempts.noticed(visit.origin(session.account(), id, id, action, "*"), type, Map.of());
    }
}
