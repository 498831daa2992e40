package io.gatehouse.gateway;

import io.gatehouse.internal.v1.ArriveWithAssertionRequest;
import io.gatehouse.internal.v1.ArriveWithCodeRequest;
import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.BeginAtProviderRequest;
import io.gatehouse.internal.v1.ChangeOwnPasswordRequest;
import io.gatehouse.internal.v1.ChooseRole;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.ListProvidersReply;
import io.gatehouse.internal.v1.ListProvidersRequest;
import io.gatehouse.internal.v1.LookRequest;
import io.gatehouse.internal.v1.MutinyConsoleQuestionsGrpc.ConsoleQuestionsImplBase;
import io.gatehouse.internal.v1.SignInProvider;
import io.gatehouse.internal.v1.SignInRequest;
import io.gatehouse.internal.v1.SignOutRequest;
import io.gatehouse.internal.v1.SignedOut;
import io.gatehouse.internal.v1.SwitchBackRequest;
import io.gatehouse.internal.v1.SwitchRoleRequest;
import io.gatehouse.internal.v1.Visitor;
import io.smallrye.mutiny.Uni;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Lets alice of any account in by the password {@code right}; knows the sessions it gave. */
final class ConsoleByHand extends ConsoleQuestionsImplBase {

    static final String PROVIDER = "arn:aws:iam::111111111111:oidc-provider/idp.example.com/<shop>";

    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    @Override
    public Uni<ConsoleReply> signIn(SignInRequest request) {
        boolean right =
                request.getUserName().equals("alice") && request.getPassword().equals("right");
        return answer(right ? page(newSession(), "") : signedOut("not right"));
    }

    @Override
    public Uni<ConsoleReply> look(LookRequest request) {
        return answer(known(request.getVisitor()) ? page("", "") : signedOut(""));
    }

    @Override
    public Uni<ConsoleReply> changeOwnPassword(ChangeOwnPasswordRequest request) {
        return answer(known(request.getVisitor()) ? page(newSession(), "changed") : signedOut(""));
    }

    @Override
    public Uni<ConsoleReply> switchRole(SwitchRoleRequest request) {
        return answer(known(request.getVisitor()) ? page(newSession(), "switched") : signedOut(""));
    }

    @Override
    public Uni<ConsoleReply> switchBack(SwitchBackRequest request) {
        return answer(known(request.getVisitor()) ? page(newSession(), "back") : signedOut(""));
    }

    @Override
    public Uni<ConsoleReply> signOut(SignOutRequest request) {
        sessions.remove(request.getVisitor().getSession());
        return answer(signedOut(""));
    }

    @Override
    public Uni<ListProvidersReply> listProviders(ListProvidersRequest request) {
        ListProvidersReply.Builder reply = ListProvidersReply.newBuilder();
        if (request.getAccount().equals("shop")) {
            reply.addProviders(
                    SignInProvider.newBuilder().setArn(PROVIDER).setName("idp.example.com/<shop>"));
        }
        return Uni.createFrom().item(reply.build());
    }

    @Override
    public Uni<BeginAtProviderReply> beginAtProvider(BeginAtProviderRequest request) {
        BeginAtProviderReply.Builder reply = BeginAtProviderReply.newBuilder();
        return Uni.createFrom()
                .item(
                        request.getProviderArn().equals(PROVIDER)
                                ? reply.setGoTo(
                                                "https://idp.example.com/auth?back="
                                                        + request.getCodeUrl())
                                        .setBegun("begun-1")
                                        .build()
                                : reply.setProblem("nobody signs in by this provider").build());
    }

    @Override
    public Uni<ConsoleReply> arriveWithCode(ArriveWithCodeRequest request) {
        boolean right = request.getBegun().equals("begun-1") && request.getCode().equals("c1");
        return answer(right ? federated(newSession()) : signedOut("not begun here"));
    }

    /** An assertion {@code asked} was asked for; any other must be confirmed. */
    @Override
    public Uni<ConsoleReply> arriveWithAssertion(ArriveWithAssertionRequest request) {
        if (!request.getRecipient()
                .equals("https://gatehouse.example.com/signin/saml/111111111111/adfs")) {
            return answer(signedOut("not here: " + request.getRecipient()));
        }
        boolean in = request.getConfirmed() || request.getSamlResponse().equals("asked");
        return answer(
                in
                        ? federated(newSession())
                        : ConsoleReply.newBuilder()
                                .setChooseRole(
                                        ChooseRole.newBuilder()
                                                .setAccount("111111111111")
                                                .setProviderName("adfs")
                                                .setSubject("<alice>")
                                                .addRoleArns("arn:aws:iam::111111111111:role/a")
                                                .addRoleArns("arn:aws:iam::111111111111:role/b"))
                                .build());
    }

    private static ConsoleReply federated(String session) {
        ConsoleReply page = page(session, "");
        return page.toBuilder()
                .setPage(
                        page.getPage().toBuilder()
                                .setProviderArn(PROVIDER)
                                .setOwnRoleName("reader"))
                .build();
    }

    private boolean known(Visitor visitor) {
        return sessions.contains(visitor.getSession());
    }

    private String newSession() {
        String session =
                (UUID.randomUUID().toString() + UUID.randomUUID())
                        .replace("-", "")
                        .substring(0, 43);
        sessions.add(session);
        return session;
    }

    private static ConsoleReply signedOut(String problem) {
        return ConsoleReply.newBuilder()
                .setProblem(problem)
                .setSignedOut(SignedOut.getDefaultInstance())
                .build();
    }

    private static ConsoleReply page(String session, String notice) {
        return ConsoleReply.newBuilder()
                .setSession(session)
                .setNotice(notice)
                .setPage(
                        ConsolePage.newBuilder()
                                .setAccount("111111111111")
                                .setUserName("alice")
                                .setPrincipalArn("arn:aws:iam::111111111111:user/alice")
                                .setSessionExpires("2026-11-26T00:00:00Z")
                                .addAllowedEverywhere("iam:ListUsers")
                                .setAllowedKnown(true))
                .build();
    }

    private static Uni<ConsoleReply> answer(ConsoleReply reply) {
        return Uni.createFrom().item(reply);
    }
}
