package io.gatehouse.identity.console;

import io.gatehouse.identity.federation.ProviderSignIn;
import io.gatehouse.internal.v1.ArriveWithAssertionRequest;
import io.gatehouse.internal.v1.ArriveWithCodeRequest;
import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.BeginAtProviderRequest;
import io.gatehouse.internal.v1.ChangeOwnPasswordRequest;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.ListProvidersReply;
import io.gatehouse.internal.v1.ListProvidersRequest;
import io.gatehouse.internal.v1.LookRequest;
import io.gatehouse.internal.v1.MutinyConsoleQuestionsGrpc.ConsoleQuestionsImplBase;
import io.gatehouse.internal.v1.ShowCredentialsRequest;
import io.gatehouse.internal.v1.SignInRequest;
import io.gatehouse.internal.v1.SignOutRequest;
import io.gatehouse.internal.v1.SwitchBackRequest;
import io.gatehouse.internal.v1.SwitchRoleRequest;
import io.gatehouse.kit.call.RefusedException;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.util.function.Supplier;

/** Answers {@code ConsoleQuestions}; a broken world is a page that says so. */
@GrpcService
public class ConsoleAnswers extends ConsoleQuestionsImplBase {

    private static final Logger LOG = Logger.getLogger(ConsoleAnswers.class);

    private final Console console;
    private final ProviderChoice choice;
    private final ProviderVisits providers;

    ConsoleAnswers(Console console, ProviderChoice choice, ProviderVisits providers) {
        this.console = console;
        this.choice = choice;
        this.providers = providers;
    }

    @Override
    public Uni<ConsoleReply> signIn(SignInRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(
                visit,
                () ->
                        console.signIn(
                                visit,
                                new SigningIn(
                                        request.getAccount().strip(),
                                        request.getUserName().strip(),
                                        request.getPassword(),
                                        request.getCode().strip())));
    }

    @Override
    public Uni<ConsoleReply> look(LookRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(visit, () -> console.look(visit));
    }

    @Override
    public Uni<ConsoleReply> changeOwnPassword(ChangeOwnPasswordRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(
                visit,
                () ->
                        console.changePassword(
                                visit, request.getOldPassword(), request.getNewPassword()));
    }

    @Override
    public Uni<ConsoleReply> switchRole(SwitchRoleRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(
                visit,
                () ->
                        console.switchRole(
                                visit,
                                request.getAccount().strip(),
                                request.getRoleName().strip()));
    }

    @Override
    public Uni<ConsoleReply> switchBack(SwitchBackRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(visit, () -> console.switchBack(visit));
    }

    @Override
    public Uni<ConsoleReply> signOut(SignOutRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(visit, () -> console.signOut(visit));
    }

    @Override
    public Uni<ConsoleReply> showCredentials(ShowCredentialsRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(visit, () -> console.showCredentials(visit));
    }

    @Override
    public Uni<ListProvidersReply> listProviders(ListProvidersRequest request) {
        return working(
                Visit.of(request.getVisitor()), () -> choice.of(request.getAccount().strip()));
    }

    @Override
    public Uni<BeginAtProviderReply> beginAtProvider(BeginAtProviderRequest request) {
        return working(
                Visit.of(request.getVisitor()),
                () ->
                        providers.begin(
                                request.getProviderArn(),
                                request.getCodeUrl(),
                                request.getAssertionUrl()));
    }

    @Override
    public Uni<ConsoleReply> arriveWithCode(ArriveWithCodeRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(
                visit,
                () ->
                        providers.arrive(
                                visit,
                                request.getBegun(),
                                new ProviderSignIn.Answer(
                                        request.getState(),
                                        request.getCode(),
                                        request.getError(),
                                        request.getIssuer())));
    }

    @Override
    public Uni<ConsoleReply> arriveWithAssertion(ArriveWithAssertionRequest request) {
        Visit visit = Visit.of(request.getVisitor());
        return guarded(visit, () -> providers.arrive(visit, ConsoleInput.posted(request)));
    }

    private static Uni<ConsoleReply> guarded(Visit visit, Supplier<Uni<ConsoleReply>> answer) {
        return working(
                visit,
                () ->
                        Uni.createFrom()
                                .deferred(() -> answer.get())
                                .onFailure(RefusedException.class)
                                .recoverWithItem(no -> Console.signedOut(no.refusal().message())));
    }

    private static <T> Uni<T> working(Visit visit, Supplier<Uni<T>> answer) {
        return Uni.createFrom()
                .deferred(() -> answer.get())
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.errorf(failure, "request %s of the console failed", visit.requestId());
                    return Uni.createFrom()
                            .failure(Status.UNAVAILABLE.withCause(failure).asRuntimeException());
                });
    }
}
