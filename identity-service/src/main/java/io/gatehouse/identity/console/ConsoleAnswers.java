package io.gatehouse.identity.console;

import io.gatehouse.internal.v1.ChangeOwnPasswordRequest;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.LookRequest;
import io.gatehouse.internal.v1.MutinyConsoleQuestionsGrpc.ConsoleQuestionsImplBase;
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

    ConsoleAnswers(Console console) {
        this.console = console;
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

    private static Uni<ConsoleReply> guarded(Visit visit, Supplier<Uni<ConsoleReply>> answer) {
        return Uni.createFrom()
                .deferred(() -> answer.get())
                .onFailure()
                .recoverWithUni(failure -> {
                    if (failure instanceof RefusedException refused) {
                        return Uni.createFrom()
                                .item(Console.signedOut(refused.refusal().message()));
                    }
                    LOG.errorf(failure, "request %s of the console failed", visit.requestId());
                    return Uni.createFrom()
                            .failure(Status.UNAVAILABLE.withCause(failure).asRuntimeException());
                });
    }
}
