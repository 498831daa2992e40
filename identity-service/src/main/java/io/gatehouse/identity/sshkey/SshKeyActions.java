package io.gatehouse.identity.sshkey;

import static io.gatehouse.identity.sshkey.SshKeyType.SSH_KEYS;

import io.gatehouse.identity.accesskey.KeyOwner;
import io.gatehouse.identity.accesskey.KeyOwners;
import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.holding.HoldingCommand;
import io.gatehouse.identity.holding.HoldingCommands;
import io.gatehouse.identity.holding.UploadedText;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyResponse;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * UploadSSHPublicKey, GetSSHPublicKey, ListSSHPublicKeys, UpdateSSHPublicKey, DeleteSSHPublicKey.
 */
@ApplicationScoped
public class SshKeyActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Refusal DUPLICATE =
            new Refusal(
                    ErrorCode.DUPLICATE_SSH_PUBLIC_KEY,
                    "The SSH public key is already associated with the specified IAM user.");

    private final HoldingCommands holdings;
    private final KeyOwners owners;
    private final Pool database;

    SshKeyActions(HoldingCommands holdings, KeyOwners owners, Pool database) {
        this.holdings = holdings;
        this.owners = owners;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(UploadSshPublicKeyRequest.class, this::upload);
        actions.on(GetSshPublicKeyRequest.class, this::read);
        actions.on(ListSshPublicKeysRequest.class, this::list);
        actions.onWrite(UpdateSshPublicKeyRequest.class, this::update);
        actions.onWrite(DeleteSshPublicKeyRequest.class, this::delete);
    }

    private Uni<Written<UploadSshPublicKeyResponse>> upload(
            UploadSshPublicKeyRequest request, Call call) {
        UniqueId id = UniqueId.random(IdKind.PUBLIC_KEY, CHANCE);
        String body = request.sshPublicKeyBody();
        return owners.require(call, "UploadSSHPublicKey", request.userName())
                .chain(owner -> {
                    String fingerprint = SshPublicKey.parse(body).fingerprint();
                    return holdings.add(
                                    owner,
                                    SSH_KEYS,
                                    id,
                                    new UploadedText(body, fingerprint),
                                    sql -> objection(sql, owner, fingerprint),
                                    _ -> Uni.createFrom().voidItem())
                            .map(done ->
                                    new Written<>(
                                            UploadSshPublicKeyResponse.builder()
                                                    .sshPublicKey(
                                                            answer(owner, done.holding(), body))
                                                    .build(),
                                            done.revision()));
                });
    }

    private static Uni<Optional<Refusal>> objection(
            SqlClient sql, KeyOwner owner, String fingerprint) {
        return SshKeyView.isKnown(sql, owner.streamId(), fingerprint)
                .map(known -> known ? Optional.of(DUPLICATE) : Optional.empty());
    }

    private Uni<GetSshPublicKeyResponse> read(GetSshPublicKeyRequest request, Call call) {
        String text = request.sshPublicKeyId();
        UniqueId id = id(text);
        return owners.require(call, "GetSSHPublicKey", request.userName())
                .chain(owner ->
                        SshKeyView.byId(database, owner.streamId(), id)
                                .map(found ->
                                        found.orElseThrow(() ->
                                                RefusedException.of(
                                                        ErrorCode.NO_SUCH_ENTITY,
                                                        SshKeyType.notFound(text))))
                                .map(key -> answer(owner, key, encoded(key, request.encoding()))))
                .map(key -> GetSshPublicKeyResponse.builder().sshPublicKey(key).build());
    }

    private static String encoded(Holding<UploadedText> key, EncodingType encoding) {
        SshPublicKey parsed = SshPublicKey.parse(key.details().body());
        return switch (encoding) {
            case SSH -> parsed.ssh();
            case PEM -> parsed.pem();
            case UNKNOWN_TO_SDK_VERSION ->
                    throw RefusedException.of(
                            ErrorCode.UNRECOGNIZED_PUBLIC_KEY_ENCODING, "Encoding is SSH or PEM.");
        };
    }

    private static SSHPublicKey answer(KeyOwner owner, Holding<UploadedText> key, String body) {
        return SSHPublicKey.builder()
                .userName(owner.userName().orElse(null))
                .sshPublicKeyId(key.id().text())
                .fingerprint(key.details().fingerprint())
                .sshPublicKeyBody(body)
                .status(status(key))
                .uploadDate(Reply.date(key.added()))
                .build();
    }

    private Uni<ListSshPublicKeysResponse> list(ListSshPublicKeysRequest request, Call call) {
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return owners.require(call, "ListSSHPublicKeys", name)
                .chain(owner -> {
                    PageRequest page =
                            Form.page(
                                    "ssh keys " + owner.streamId(),
                                    request.marker(),
                                    request.maxItems());
                    return SshKeyView.list(database, owner.streamId(), page)
                            .map(found -> answer(owner, found));
                });
    }

    private static ListSshPublicKeysResponse answer(
            KeyOwner owner, Page<Holding<UploadedText>> found) {
        List<SSHPublicKeyMetadata> keys =
                found.rows().stream()
                        .map(key ->
                                SSHPublicKeyMetadata.builder()
                                        .userName(owner.userName().orElse(null))
                                        .sshPublicKeyId(key.id().text())
                                        .status(status(key))
                                        .uploadDate(Reply.date(key.added()))
                                        .build())
                        .toList();
        return ListSshPublicKeysResponse.builder()
                .sshPublicKeys(keys)
                .isTruncated(found.marker().isPresent())
                .marker(found.marker().orElse(null))
                .build();
    }

    private static StatusType status(Holding<UploadedText> key) {
        return key.active() ? StatusType.ACTIVE : StatusType.INACTIVE;
    }

    private Uni<Written<UpdateSshPublicKeyResponse>> update(
            UpdateSshPublicKeyRequest request, Call call) {
        UniqueId id = id(request.sshPublicKeyId());
        return owners.require(call, "UpdateSSHPublicKey", request.userName())
                .chain(owner ->
                        holdings.run(
                                owner, SSH_KEYS, HoldingCommands.ofStatus(id, request.status())))
                .map(done ->
                        new Written<>(
                                UpdateSshPublicKeyResponse.builder().build(), done.revision()));
    }

    private Uni<Written<DeleteSshPublicKeyResponse>> delete(
            DeleteSshPublicKeyRequest request, Call call) {
        UniqueId id = id(request.sshPublicKeyId());
        return owners.require(call, "DeleteSSHPublicKey", request.userName())
                .chain(owner -> holdings.run(owner, SSH_KEYS, new HoldingCommand.Remove<>(id)))
                .map(done ->
                        new Written<>(
                                DeleteSshPublicKeyResponse.builder().build(), done.revision()));
    }

    private static UniqueId id(String text) {
        return HoldingCommands.id(text, SshKeyType::notFound);
    }
}
