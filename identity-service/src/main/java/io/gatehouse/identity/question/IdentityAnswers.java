package io.gatehouse.identity.question;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.identity.account.RootKeys;
import io.gatehouse.identity.authentication.Authentication;
import io.gatehouse.identity.log.Republishing;
import io.gatehouse.identity.role.RoleUses;
import io.gatehouse.identity.signing.SigningKeys;
import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.gatehouse.internal.v1.DescribePrincipalsRequest;
import io.gatehouse.internal.v1.DescribePrincipalsResponse;
import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc.IdentityQuestionsImplBase;
import io.gatehouse.internal.v1.Refused;
import io.gatehouse.internal.v1.RepublishRequest;
import io.gatehouse.internal.v1.RepublishResponse;
import io.gatehouse.internal.v1.ResetRootKeyRequest;
import io.gatehouse.internal.v1.ResetRootKeyResponse;
import io.gatehouse.internal.v1.ResolvePrincipalsRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsResponse;
import io.gatehouse.internal.v1.ShowPrincipalsRequest;
import io.gatehouse.internal.v1.ShowPrincipalsResponse;
import io.gatehouse.internal.v1.SigningKeysRequest;
import io.gatehouse.internal.v1.SigningKeysResponse;
import io.gatehouse.internal.v1.StorePrincipalsRequest;
import io.gatehouse.internal.v1.StorePrincipalsResponse;
import io.gatehouse.internal.v1.VerifySignedRequest;
import io.gatehouse.internal.v1.VerifySignedResponse;
import io.gatehouse.kit.call.CallerMessages;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.jboss.logging.Logger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers {@code IdentityQuestions}. */
@GrpcService
public class IdentityAnswers extends IdentityQuestionsImplBase {

    private static final Logger LOG = Logger.getLogger(IdentityAnswers.class);
    private static final Refusal UNAVAILABLE =
            new Refusal(ErrorCode.SERVICE_UNAVAILABLE, "The service is unavailable. Try again.");

    private final Authentication authentication;
    private final PrincipalAnswers principals;
    private final SigningKeys keys;
    private final Republishing republishing;
    private final RootKeys rootKeys;
    private final RoleUses uses;
    private final Pool database;

    IdentityAnswers(
            Authentication authentication,
            PrincipalAnswers principals,
            SigningKeys keys,
            Republishing republishing,
            RootKeys rootKeys,
            RoleUses uses,
            Pool database) {
        this.uses = uses;
        this.authentication = authentication;
        this.principals = principals;
        this.keys = keys;
        this.republishing = republishing;
        this.rootKeys = rootKeys;
        this.database = database;
    }

    @Override
    public Uni<AuthenticateResponse> authenticate(AuthenticateRequest request) {
        return authentication
                .authenticate(request)
                .invoke(this::remember)
                .chain(outcome ->
                        heads(outcome, request).map(heads -> answer(outcome).setHeads(heads)))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "request %s could not be verified", request.getRequestId());
                    return answer(new Authentication.Outcome.Refused(UNAVAILABLE));
                })
                .map(AuthenticateResponse.Builder::build);
    }

    /** Read after whose request it is was found out: what was acknowledged before it is there. */
    private Uni<String> heads(Authentication.Outcome outcome, AuthenticateRequest request) {
        if (!request.getWithHeads()
                || !(outcome instanceof Authentication.Outcome.Known(var caller, var _))) {
            return Uni.createFrom().item("");
        }
        Set<PolicyOwner> owners = new LinkedHashSet<>();
        owners.add(caller.account());
        request.getHeadsOfList().forEach(owner -> owners.add(PolicyOwner.parse(owner)));
        return Heads.of(database, LogName.IDENTITY, owners).map(Revision::token);
    }

    private void remember(Authentication.Outcome outcome) {
        if (outcome instanceof Authentication.Outcome.Known known) {
            uses.usedBy(known.caller());
        }
    }

    @Override
    public Uni<VerifySignedResponse> verifySigned(VerifySignedRequest request) {
        return authentication
                .verify(request)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "request %s could not be verified", request.getRequestId());
                    return new Authentication.Outcome.Refused(UNAVAILABLE);
                })
                .map(IdentityAnswers::shown);
    }

    private static VerifySignedResponse shown(Authentication.Outcome outcome) {
        return switch (outcome) {
            case Authentication.Outcome.Known(var caller, var _) ->
                    VerifySignedResponse.newBuilder()
                            .setCaller(CallerMessages.toMessage(caller))
                            .build();
            case Authentication.Outcome.Refused(Refusal refusal) ->
                    VerifySignedResponse.newBuilder().setRefused(refused(refusal)).build();
        };
    }

    private static Refused refused(Refusal refusal) {
        return Refused.newBuilder()
                .setCode(refusal.code().name())
                .setMessage(refusal.message())
                .build();
    }

    private static AuthenticateResponse.Builder answer(Authentication.Outcome outcome) {
        return switch (outcome) {
            case Authentication.Outcome.Known(var caller, var token) ->
                    AuthenticateResponse.newBuilder()
                            .setCaller(CallerMessages.toMessage(caller))
                            .setInternalToken(token);
            case Authentication.Outcome.Refused(Refusal refusal) ->
                    AuthenticateResponse.newBuilder().setRefused(refused(refusal));
        };
    }

    @Override
    public Uni<ResolvePrincipalsResponse> resolvePrincipals(ResolvePrincipalsRequest request) {
        return principals.resolve(request);
    }

    @Override
    public Uni<DescribePrincipalsResponse> describePrincipals(DescribePrincipalsRequest request) {
        return principals.describe(request);
    }

    @Override
    public Uni<StorePrincipalsResponse> storePrincipals(StorePrincipalsRequest request) {
        return principals.store(request);
    }

    @Override
    public Uni<ShowPrincipalsResponse> showPrincipals(ShowPrincipalsRequest request) {
        return principals.show(request);
    }

    @Override
    public Uni<SigningKeysResponse> signingKeys(SigningKeysRequest request) {
        return Uni.createFrom()
                .item(() ->
                        SigningKeysResponse.newBuilder()
                                .setJwks(keys.published().toString())
                                .build());
    }

    @Override
    public Uni<RepublishResponse> republish(RepublishRequest request) {
        return Uni.createFrom()
                .deferred(() ->
                        republishing(
                                request.getNewEpoch(),
                                request.getAccountsList().stream()
                                        .map(PolicyOwner::parse)
                                        .toList()))
                .map(done ->
                        RepublishResponse.newBuilder()
                                .setAccounts(done.accounts())
                                .setFacts(done.facts())
                                .build());
    }

    /** Asked by the operator alone: the gate of service-kit lets nobody else in. */
    @Override
    public Uni<ResetRootKeyResponse> resetRootKey(ResetRootKeyRequest request) {
        return Uni.createFrom()
                .deferred(() -> rootKeys.reset(new AccountId(request.getAccount())))
                .map(file -> ResetRootKeyResponse.newBuilder().setFile(file.toString()).build())
                .onFailure(RefusedException.class)
                .recoverWithItem(failure ->
                        ResetRootKeyResponse.newBuilder()
                                .setRefused(refused(failure.refusal()))
                                .build());
    }

    private Uni<Republishing.Republished> republishing(boolean newEpoch, List<PolicyOwner> owners) {
        if (!newEpoch) {
            return republishing.republish(owners);
        }
        return owners.isEmpty()
                ? republishing.republishInNewEpoch()
                : Uni.createFrom()
                        .failure(
                                Status.INVALID_ARGUMENT
                                        .withDescription("a new epoch is one of all accounts")
                                        .asRuntimeException());
    }
}
