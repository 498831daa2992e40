package io.gatehouse.identity.servicecredential;

import static io.gatehouse.identity.servicecredential.ServiceCredentialType.SERVICE_CREDENTIALS;

import io.gatehouse.identity.accesskey.KeyOwners;
import io.gatehouse.identity.holding.HoldingCommand;
import io.gatehouse.identity.holding.HoldingCommands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.UpdateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.UpdateServiceSpecificCredentialResponse;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * ListServiceSpecificCredentials, UpdateServiceSpecificCredential, DeleteServiceSpecificCredential.
 */
@ApplicationScoped
public class ServiceCredentialChangeActions implements ActionSet {

    private final HoldingCommands holdings;
    private final KeyOwners owners;
    private final Gate gate;
    private final Pool database;
    private final Clock clock;

    ServiceCredentialChangeActions(
            HoldingCommands holdings, KeyOwners owners, Gate gate, Pool database, Clock clock) {
        this.holdings = holdings;
        this.owners = owners;
        this.gate = gate;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(ListServiceSpecificCredentialsRequest.class, this::list);
        actions.onWrite(UpdateServiceSpecificCredentialRequest.class, this::update);
        actions.onWrite(DeleteServiceSpecificCredentialRequest.class, this::delete);
    }

    private Uni<ListServiceSpecificCredentialsResponse> list(
            ListServiceSpecificCredentialsRequest request, Call call) {
        String action = "ListServiceSpecificCredentials";
        if (Boolean.TRUE.equals(request.allUsers())) {
            if (request.userName() != null) {
                throw RefusedException.of(
                        ErrorCode.VALIDATION_ERROR, "Specify UserName or AllUsers, not both.");
            }
            return gate.require(call, action, Guard.NO_RESOURCE, ContextKeys.none())
                    .chain(() -> list(request, call, Optional.empty()));
        }
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return owners.require(call, action, name)
                .chain(owner -> list(request, call, Optional.of(owner.streamId())));
    }

    private Uni<ListServiceSpecificCredentialsResponse> list(
            ListServiceSpecificCredentialsRequest request, Call call, Optional<String> owner) {
        Optional<String> service =
                Optional.ofNullable(request.serviceName())
                        .map(name -> CredentialService.of(name).text());
        PageRequest page =
                Form.page(
                        "service credentials %s %s".formatted(owner, service),
                        request.marker(),
                        request.maxItems());
        return ServiceCredentialView.list(database, call.account(), owner, service, page)
                .map(this::answer);
    }

    private ListServiceSpecificCredentialsResponse answer(Page<ServiceCredentialRow> found) {
        Instant now = clock.instant();
        return ListServiceSpecificCredentialsResponse.builder()
                .serviceSpecificCredentials(
                        found.rows().stream()
                                .map(row -> ServiceCredentialReplies.listed(row, now))
                                .toList())
                .isTruncated(found.marker().isPresent())
                .marker(found.marker().orElse(null))
                .build();
    }

    private Uni<Written<UpdateServiceSpecificCredentialResponse>> update(
            UpdateServiceSpecificCredentialRequest request, Call call) {
        UniqueId id = id(request.serviceSpecificCredentialId());
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return owners.require(call, "UpdateServiceSpecificCredential", name)
                .chain(owner ->
                        holdings.run(
                                owner,
                                SERVICE_CREDENTIALS,
                                HoldingCommands.ofStatus(id, request.status())))
                .map(done ->
                        new Written<>(
                                UpdateServiceSpecificCredentialResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Written<DeleteServiceSpecificCredentialResponse>> delete(
            DeleteServiceSpecificCredentialRequest request, Call call) {
        UniqueId id = id(request.serviceSpecificCredentialId());
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return owners.require(call, "DeleteServiceSpecificCredential", name)
                .chain(owner ->
                        holdings.run(owner, SERVICE_CREDENTIALS, new HoldingCommand.Remove<>(id)))
                .map(done ->
                        new Written<>(
                                DeleteServiceSpecificCredentialResponse.builder().build(),
                                done.revision()));
    }

    private static UniqueId id(String text) {
        return HoldingCommands.id(text, ServiceCredentialType::notFound);
    }
}
