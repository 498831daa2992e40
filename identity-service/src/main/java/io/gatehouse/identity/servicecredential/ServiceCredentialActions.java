package io.gatehouse.identity.servicecredential;

import static io.gatehouse.identity.servicecredential.ServiceCredentialType.SERVICE_CREDENTIALS;

import io.gatehouse.identity.accesskey.Credentials;
import io.gatehouse.identity.accesskey.KeyOwner;
import io.gatehouse.identity.accesskey.KeyOwners;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.holding.HoldingCommand;
import io.gatehouse.identity.holding.HoldingCommands;
import io.gatehouse.identity.holding.Holdings;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.ResetServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.ResetServiceSpecificCredentialResponse;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** CreateServiceSpecificCredential, ResetServiceSpecificCredential. */
@ApplicationScoped
public class ServiceCredentialActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final HoldingCommands holdings;
    private final KeyOwners owners;
    private final Credentials credentials;
    private final Pool database;
    private final Clock clock;

    ServiceCredentialActions(
            HoldingCommands holdings,
            KeyOwners owners,
            Credentials credentials,
            Pool database,
            Clock clock) {
        this.holdings = holdings;
        this.owners = owners;
        this.credentials = credentials;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateServiceSpecificCredentialRequest.class, this::create);
        actions.onWrite(ResetServiceSpecificCredentialRequest.class, this::reset);
    }

    private Uni<Written<CreateServiceSpecificCredentialResponse>> create(
            CreateServiceSpecificCredentialRequest request, Call call) {
        return owners.require(call, "CreateServiceSpecificCredential", request.userName())
                .chain(owner -> {
                    CredentialService service = CredentialService.of(request.serviceName());
                    Optional<Duration> age = age(service, request.credentialAgeDays());
                    return names(owner, service).chain(name -> create(owner, service, name, age));
                });
    }

    private static Optional<Duration> age(CredentialService service, @Nullable Integer days) {
        if (days != null && !service.usesKey()) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "CredentialAgeDays is not supported for %s.".formatted(service.text()));
        }
        return Optional.ofNullable(days).map(Duration::ofDays);
    }

    /** The first name that none of the user's credentials for the service has. */
    private Uni<String> names(KeyOwner owner, CredentialService service) {
        PageRequest all = new PageRequest("", "", 1000);
        return ServiceCredentialView.list(
                        database,
                        owner.account(),
                        Optional.of(owner.streamId()),
                        Optional.of(service.text()),
                        all)
                .map(found -> {
                    Set<String> taken =
                            found.rows().stream()
                                    .map(row -> row.credential().details().userName())
                                    .collect(Collectors.toSet());
                    int number = 0;
                    while (taken.contains(name(owner, service, number))) {
                        number++;
                    }
                    return name(owner, service, number);
                });
    }

    private static String name(KeyOwner owner, CredentialService service, int number) {
        return service.userName(owner.userName().orElse("root"), owner.account(), number);
    }

    private Uni<Written<CreateServiceSpecificCredentialResponse>> create(
            KeyOwner owner, CredentialService service, String name, Optional<Duration> age) {
        UniqueId id = UniqueId.random(IdKind.SERVICE_CREDENTIAL, CHANCE);
        SecretKey secret = SecretKey.random();
        Instant now = clock.instant();
        ServiceCredentialDetails details =
                new ServiceCredentialDetails(service.text(), name, age.map(now::plus));
        return holdings.add(
                        owner,
                        SERVICE_CREDENTIALS,
                        id,
                        details,
                        _ -> Uni.createFrom().item(Optional.empty()),
                        sql -> credentials.keep(sql, id, secret))
                .map(done ->
                        new Written<>(
                                CreateServiceSpecificCredentialResponse.builder()
                                        .serviceSpecificCredential(
                                                ServiceCredentialReplies.withSecret(
                                                        owner.userName().orElse(""),
                                                        done.holding(),
                                                        secret,
                                                        now))
                                        .build(),
                                done.revision()));
    }

    private Uni<Written<ResetServiceSpecificCredentialResponse>> reset(
            ResetServiceSpecificCredentialRequest request, Call call) {
        UniqueId id =
                HoldingCommands.id(
                        request.serviceSpecificCredentialId(), ServiceCredentialType::notFound);
        SecretKey secret = SecretKey.random();
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return owners.require(call, "ResetServiceSpecificCredential", name)
                .chain(owner ->
                        holdings.run(
                                        owner,
                                        SERVICE_CREDENTIALS,
                                        new HoldingCommand.Renew<>(id),
                                        sql -> credentials.replace(sql, id, secret))
                                .map(done ->
                                        new Written<>(
                                                reset(owner, done.state(), id, secret),
                                                done.revision())));
    }

    private ResetServiceSpecificCredentialResponse reset(
            KeyOwner owner,
            Holdings<ServiceCredentialDetails> held,
            UniqueId id,
            SecretKey secret) {
        return ResetServiceSpecificCredentialResponse.builder()
                .serviceSpecificCredential(
                        ServiceCredentialReplies.withSecret(
                                owner.userName().orElse(""),
                                // INVARIANT: a command was just accepted on it.
                                held.find(id).orElseThrow(),
                                secret,
                                clock.instant()))
                .build();
    }
}
