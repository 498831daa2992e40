package io.gatehouse.identity.console;

import io.gatehouse.identity.console.ConsoleSession.Acting;
import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.federation.SamlRequests;
import io.gatehouse.identity.federation.SignInProviders;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.session.IssuedSession;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets somebody in whom a provider vouched for, as the role that they got, until it ends. */
@ApplicationScoped
class FederatedEntrance {

    private final ConsoleSessions sessions;
    private final ConsolePages pages;
    private final SignInEvents events;
    private final SamlRequests saml;

    FederatedEntrance(
            ConsoleSessions sessions, ConsolePages pages, SignInEvents events, SamlRequests saml) {
        this.sessions = sessions;
        this.pages = pages;
        this.events = events;
        this.saml = saml;
    }

    Uni<ConsoleReply> admit(Visit visit, Arn provider, Granted granted) {
        RoleRow role = granted.role();
        IssuedSession issued = granted.session();
        Call call =
                visit.call(
                        new Caller.AssumedRole(
                                role.account(),
                                granted.arn(),
                                role.id().text(),
                                issued.accessKeyId().text(),
                                List.of(),
                                issued.token()),
                        Revision.NONE);
        events.signedIn(call, provider, Map.of("provider", provider.toString()));
        ConsoleSession session =
                new ConsoleSession(
                        role.account(),
                        new Person.OfProvider(role.id(), provider),
                        issued.expires(),
                        Optional.of(new Acting(issued.accessKeyId().text(), issued.token())),
                        Optional.empty());
        return sessions.begin(visit.secret(), session)
                .chain(secret ->
                        pages.of(visit, session)
                                .map(page -> page.toBuilder().setSession(secret).build()));
    }

    /** An expected no: told to subscribers where there is such a provider, and to the person. */
    Uni<ConsoleReply> refuse(Visit visit, Arn provider, RefusedException why) {
        Uni<Boolean> known =
                SignInProviders.isSaml(provider)
                        ? saml.exists(provider)
                        // INVARIANT: stands in a cookie of ours, so there was one a moment ago.
                        : Uni.createFrom().item(true);
        return known.invoke(
                        is -> {
                            if (is) {
                                events.refusedFrom(visit, provider);
                            }
                        })
                .map(_ -> Console.signedOut(why.refusal().message()));
    }
}
