package io.gatehouse.identity.console;

import io.gatehouse.identity.federation.ProviderSignIn;
import io.gatehouse.identity.federation.ProviderSignIn.Begun;
import io.gatehouse.identity.federation.SamlArrivals;
import io.gatehouse.identity.federation.SamlArrivals.Arrival;
import io.gatehouse.identity.federation.SamlArrivals.Posted;
import io.gatehouse.identity.federation.SamlRequests;
import io.gatehouse.identity.federation.SignInProviders;
import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.ChooseRole;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.net.URI;
import java.util.Optional;

/** People who sign in at a registered provider: sent there, and let in when they come back. */
@ApplicationScoped
class ProviderVisits {

    private final ProviderSignIn byCode;
    private final SamlRequests requests;
    private final SamlArrivals byAssertion;
    private final FederatedEntrance entrance;

    ProviderVisits(
            ProviderSignIn byCode,
            SamlRequests requests,
            SamlArrivals byAssertion,
            FederatedEntrance entrance) {
        this.byCode = byCode;
        this.requests = requests;
        this.byAssertion = byAssertion;
        this.entrance = entrance;
    }

    /**
     * Why not, or where the browser goes.
     *
     * @param codes where the gateway takes codes
     * @param assertions where it takes assertions, before account and name of the provider
     */
    Uni<BeginAtProviderReply> begin(String provider, String codes, String assertions) {
        if (!Arn.isArn(provider)) {
            return Uni.createFrom().item(problem("`%s` is no provider".formatted(provider)));
        }
        Arn arn = Arn.parse(provider);
        boolean isSaml = SignInProviders.isSaml(arn);
        return Uni.createFrom()
                .deferred(() ->
                        isSaml
                                ? requests.start(arn, consumer(assertions, arn))
                                : byCode.start(arn, URI.create(codes)))
                .map(begun -> sent(begun, isSaml))
                .onFailure(RefusedException.class)
                .recoverWithItem(no -> problem(no.refusal().message()));
    }

    private static URI consumer(String assertions, Arn provider) {
        return URI.create(
                assertions + "/" + provider.account() + "/" + SignInProviders.name(provider));
    }

    private static BeginAtProviderReply sent(Begun begun, boolean byForm) {
        return BeginAtProviderReply.newBuilder()
                .setGoTo(begun.goTo().toString())
                .setBegun(begun.cookie())
                .setReturnsByForm(byForm)
                .build();
    }

    private static BeginAtProviderReply problem(String text) {
        return BeginAtProviderReply.newBuilder().setProblem(text).build();
    }

    Uni<ConsoleReply> arrive(Visit visit, String begun, ProviderSignIn.Answer answer) {
        Optional<Arn> provider = byCode.begunAt(begun);
        if (provider.isEmpty()) {
            return Uni.createFrom()
                    .item(
                            Console.signedOut(
                                    "This sign-in was not begun here, or took too long. Begin"
                                            + " again."));
        }
        Arn arn = provider.get();
        return Uni.createFrom()
                .deferred(() -> byCode.finish(nobody(visit, arn), begun, answer))
                .chain(granted -> entrance.admit(visit, arn, granted))
                .onFailure(RefusedException.class)
                .recoverWithUni(no -> entrance.refuse(visit, arn, no));
    }

    Uni<ConsoleReply> arrive(Visit visit, Posted posted) {
        Arn arn = posted.provider();
        return Uni.createFrom()
                .deferred(() -> byAssertion.arrive(nobody(visit, arn), posted))
                .chain(arrival ->
                        switch (arrival) {
                            case Arrival.In(var granted) -> entrance.admit(visit, arn, granted);
                            case Arrival.Asked asked -> Uni.createFrom().item(asks(arn, asked));
                        })
                .onFailure(RefusedException.class)
                .recoverWithUni(no -> entrance.refuse(visit, arn, no));
    }

    private static ConsoleReply asks(Arn provider, Arrival.Asked asked) {
        return ConsoleReply.newBuilder()
                .setChooseRole(
                        ChooseRole.newBuilder()
                                .setProviderName(SignInProviders.name(provider))
                                .setAccount(provider.account())
                                .setSubject(asked.subject())
                                .addAllRoleArns(asked.roles().stream().map(Arn::toString).toList()))
                .build();
    }

    private static Call nobody(Visit visit, Arn provider) {
        return visit.call(Caller.Unsigned.nobody(new AccountId(provider.account())), Revision.NONE);
    }
}
