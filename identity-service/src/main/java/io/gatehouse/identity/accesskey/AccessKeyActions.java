package io.gatehouse.identity.accesskey;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;
import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.awsquery.Operation;
import io.gatehouse.awsquery.Operations;
import io.gatehouse.identity.accesskey.AccessKeyCommand.ActivateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeactivateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeleteAccessKey;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.rotation.RotationView;
import io.gatehouse.identity.user.UserCommand.ChangeAccessKey;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.RepeatedWrites;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey: of a user, or of the root that
 * calls without naming one.
 */
@ApplicationScoped
public class AccessKeyActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private static final Operation CREATE = Operations.ofRequest(CreateAccessKeyRequest.class);

    private final Commands commands;
    private final KeyOwners owners;
    private final Credentials credentials;
    private final RepeatedWrites repeated;
    private final Pool database;
    private final Clock clock;

    AccessKeyActions(
            Commands commands,
            KeyOwners owners,
            Credentials credentials,
            RepeatedWrites repeated,
            Pool database,
            Clock clock) {
        this.commands = commands;
        this.repeated = repeated;
        this.owners = owners;
        this.credentials = credentials;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateAccessKeyRequest.class, this::create);
        actions.on(ListAccessKeysRequest.class, this::list);
        actions.onWrite(UpdateAccessKeyRequest.class, this::update);
        actions.onWrite(DeleteAccessKeyRequest.class, this::delete);
    }

    private Uni<Written<CreateAccessKeyResponse>> create(
            CreateAccessKeyRequest request, Call call) {
        UniqueId id = UniqueId.random(IdKind.ACCESS_KEY, CHANCE);
        SecretKey secret = SecretKey.random();
        AtomicReference<Instant> created = new AtomicReference<>(Instant.EPOCH);
        return owners.require(call, "CreateAccessKey", request.userName())
                .chain(owner ->
                        run(
                                        owner,
                                        now -> {
                                            created.set(now);
                                            return new CreateAccessKey(id, now);
                                        },
                                        sql ->
                                                credentials
                                                        .keep(sql, id, secret)
                                                        .chain(() ->
                                                                repeated.keep(
                                                                        sql,
                                                                        call,
                                                                        CREATE,
                                                                        answer(
                                                                                owner,
                                                                                id,
                                                                                secret,
                                                                                Objects
                                                                                        .requireNonNull(
                                                                                                created
                                                                                                        .get())))))
                                .map(revision ->
                                        new Written<>(
                                                answer(
                                                        owner,
                                                        id,
                                                        secret,
                                                        Objects.requireNonNull(created.get())),
                                                revision)));
    }

    private static CreateAccessKeyResponse answer(
            KeyOwner owner, UniqueId id, SecretKey secret, Instant created) {
        return CreateAccessKeyResponse.builder()
                .accessKey(key ->
                        key.userName(owner.userName().orElse(null))
                                .accessKeyId(id.text())
                                .status(StatusType.ACTIVE)
                                .secretAccessKey(secret.reveal())
                                .createDate(Reply.date(created)))
                .build();
    }

    private Uni<ListAccessKeysResponse> list(ListAccessKeysRequest request, Call call) {
        return owners.require(call, "ListAccessKeys", request.userName())
                .chain(owner -> {
                    PageRequest page =
                            Form.page(
                                    "keys " + owner.streamId(),
                                    request.marker(),
                                    request.maxItems());
                    return AccessKeyView.list(database, owner.account(), owner.userId(), page)
                            .map(found -> answer(owner, found));
                });
    }

    private static ListAccessKeysResponse answer(KeyOwner owner, Page<AccessKey> found) {
        List<AccessKeyMetadata> keys =
                found.rows().stream()
                        .map(key ->
                                AccessKeyMetadata.builder()
                                        .userName(owner.userName().orElse(null))
                                        .accessKeyId(key.id().text())
                                        .status(
                                                key.active()
                                                        ? StatusType.ACTIVE
                                                        : StatusType.INACTIVE)
                                        .createDate(Reply.date(key.created()))
                                        .build())
                        .toList();
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(keys)
                .isTruncated(found.marker().isPresent())
                .marker(found.marker().orElse(null))
                .build();
    }

    private Uni<Written<UpdateAccessKeyResponse>> update(
            UpdateAccessKeyRequest request, Call call) {
        UniqueId id = KeyOwners.keyId(request.accessKeyId());
        AccessKeyCommand command =
                request.status() == StatusType.ACTIVE
                        ? new ActivateAccessKey(id)
                        : new DeactivateAccessKey(id);
        return owners.require(call, "UpdateAccessKey", request.userName())
                .call(owner -> requireInTime(owner, command))
                .chain(owner -> run(owner, _ -> command, AccessKeyActions::nothing))
                .map(revision ->
                        new Written<>(UpdateAccessKeyResponse.builder().build(), revision));
    }

    /** What had to be rotated by a deadline does not come back. */
    private Uni<Void> requireInTime(KeyOwner owner, AccessKeyCommand command) {
        if (owner.userId().isEmpty() || !(command instanceof ActivateAccessKey(UniqueId key))) {
            return Uni.createFrom().voidItem();
        }
        return RotationView.keyDeadlines(database, owner.userId().get())
                .invoke(deadlines -> {
                    Instant deadline = deadlines.getOrDefault(key, Instant.MAX);
                    if (!deadline.isAfter(clock.instant())) {
                        throw RefusedException.of(
                                ErrorCode.INVALID_INPUT,
                                "The access key had to be replaced by " + deadline + ".");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Written<DeleteAccessKeyResponse>> delete(
            DeleteAccessKeyRequest request, Call call) {
        UniqueId id = KeyOwners.keyId(request.accessKeyId());
        return owners.require(call, "DeleteAccessKey", request.userName())
                .chain(owner -> run(owner, _ -> new DeleteAccessKey(id), AccessKeyActions::nothing))
                .map(revision ->
                        new Written<>(DeleteAccessKeyResponse.builder().build(), revision));
    }

    private Uni<Revision> run(
            KeyOwner owner,
            Function<Instant, AccessKeyCommand> command,
            Function<SqlClient, Uni<Void>> also) {
        return owner.userId().isPresent()
                ? commands.run(
                                owner.origin(),
                                owner.account(),
                                USERS,
                                moment ->
                                        asked(
                                                owner,
                                                moment,
                                                now -> new ChangeAccessKey(command.apply(now)),
                                                also))
                        .map(done -> done.revision())
                : commands.run(
                                owner.origin(),
                                owner.account(),
                                ACCOUNTS,
                                moment ->
                                        asked(
                                                owner,
                                                moment,
                                                now -> new ChangeRootKey(command.apply(now)),
                                                also))
                        .map(done -> done.revision());
    }

    private static <C> Uni<Asked<C>> asked(
            KeyOwner owner,
            Moment moment,
            Function<Instant, C> command,
            Function<SqlClient, Uni<Void>> also) {
        return Uni.createFrom()
                .item(new Asked.Of<>(owner.streamId(), List.of(command.apply(moment.now())), also));
    }

    private static Uni<Void> nothing(SqlClient sql) {
        return Uni.createFrom().voidItem();
    }
}
