package io.gatehouse.identity.servercertificate;

import static io.gatehouse.identity.servercertificate.ServerCertificateKind.SERVER_CERTIFICATES;

import io.gatehouse.identity.accesskey.Credentials;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.DeleteServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.MoveServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.RenameServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.UploadServerCertificate;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeleteServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateResponse;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** UploadServerCertificate, UpdateServerCertificate, DeleteServerCertificate. */
@ApplicationScoped
public class ServerCertificateActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedServerCertificates certificates;
    private final Gate gate;
    private final Credentials credentials;

    ServerCertificateActions(
            Commands commands,
            PermittedServerCertificates certificates,
            Gate gate,
            Credentials credentials) {
        this.commands = commands;
        this.certificates = certificates;
        this.gate = gate;
        this.credentials = credentials;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(UploadServerCertificateRequest.class, this::upload);
        actions.onWrite(UpdateServerCertificateRequest.class, this::update);
        actions.onWrite(DeleteServerCertificateRequest.class, this::delete);
    }

    private Uni<Written<UploadServerCertificateResponse>> upload(
            UploadServerCertificateRequest request, Call call) {
        Tags tags = Form.exactTags(request.tags());
        ContextKeys keys =
                ContextKeys.none()
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        Arn arn =
                ServerCertificateRow.arn(
                        call.account(),
                        Form.path(request.path()),
                        new EntityName(request.serverCertificateName()));
        return gate.require(call, "UploadServerCertificate", arn, keys)
                .chain(origin -> upload(origin, call.account(), request))
                .map(done -> uploaded(ServerCertificateRow.of(call.account(), done.state()), done));
    }

    private static Written<UploadServerCertificateResponse> uploaded(
            ServerCertificateRow row, Done<ServerCertificate> done) {
        return new Written<>(
                UploadServerCertificateResponse.builder()
                        .serverCertificateMetadata(ServerCertificateReplies.metadata(row))
                        .tags(Reply.ownTags(row.tags()))
                        .build(),
                done.revision());
    }

    /** A certificate on its way in. */
    private record Upload(
            UniqueId id,
            EntityName name,
            EntityPath path,
            ServerCertificateText text,
            Tags tags,
            SecretKey privateKey) {

        static Upload of(UploadServerCertificateRequest request) {
            String chain = Optional.ofNullable(request.certificateChain()).orElse("");
            return new Upload(
                    UniqueId.random(IdKind.SERVER_CERTIFICATE, CHANCE),
                    new EntityName(request.serverCertificateName()),
                    Form.path(request.path()),
                    ServerCertificateText.of(
                            request.certificateBody(), chain, request.privateKey()),
                    Form.exactTags(request.tags()),
                    new SecretKey(request.privateKey()));
        }

        ServerCertificateCommand command(Instant now, int existing) {
            return new UploadServerCertificate(id, name, path, text, tags, now, existing);
        }
    }

    private Uni<Done<ServerCertificate>> upload(
            Origin origin, AccountId account, UploadServerCertificateRequest request) {
        Upload upload = Upload.of(request);
        return commands.run(
                origin,
                account,
                SERVER_CERTIFICATES,
                moment -> free(moment, account, upload.name(), () -> ask(moment, account, upload)));
    }

    private Uni<Asked<ServerCertificateCommand>> ask(
            Moment moment, AccountId account, Upload upload) {
        return ServerCertificateView.count(moment.sql(), account)
                .map(existing ->
                        new Asked.Of<>(
                                upload.id().text(),
                                List.of(upload.command(moment.now(), existing)),
                                sql -> credentials.keep(sql, upload.id(), upload.privateKey())));
    }

    private static Uni<Asked<ServerCertificateCommand>> free(
            Moment moment,
            AccountId account,
            EntityName name,
            Supplier<Uni<Asked<ServerCertificateCommand>>> then) {
        return ServerCertificateView.byName(moment.sql(), account, name)
                .chain(holder ->
                        holder.isPresent() ? Uni.createFrom().item(taken(name)) : then.get());
    }

    private static Asked<ServerCertificateCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "The Server Certificate with name " + name + " already exists."));
    }

    private Uni<Written<UpdateServerCertificateResponse>> update(
            UpdateServerCertificateRequest request, Call call) {
        Optional<EntityName> name =
                Optional.ofNullable(request.newServerCertificateName()).map(EntityName::new);
        Optional<EntityPath> path = Optional.ofNullable(request.newPath()).map(EntityPath::new);
        String action = "UpdateServerCertificate";
        return certificates
                .require(call, action, request.serverCertificateName(), ContextKeys.none())
                .chain(found -> requireOnTarget(call, found, name, path))
                .chain(found ->
                        commands.run(
                                found.origin(),
                                call.account(),
                                SERVER_CERTIFICATES,
                                moment -> change(moment, found.target(), name, path)))
                .map(done ->
                        new Written<>(
                                UpdateServerCertificateResponse.builder().build(),
                                done.revision()));
    }

    /** AWS asks for the right on the ARN that the certificate will have, too. */
    private Uni<Permitted<ServerCertificateRow>> requireOnTarget(
            Call call,
            Permitted<ServerCertificateRow> found,
            Optional<EntityName> name,
            Optional<EntityPath> path) {
        ServerCertificateRow row = found.target();
        Arn target =
                ServerCertificateRow.arn(
                        row.account(), path.orElse(row.path()), name.orElse(row.name()));
        ContextKeys keys = ContextKeys.none().withResourceTags(Form.tagMap(row.tags()));
        return target.equals(row.arn())
                ? Uni.createFrom().item(found)
                : gate.require(call, "UpdateServerCertificate", target, keys).replaceWith(found);
    }

    private static Uni<Asked<ServerCertificateCommand>> change(
            Moment moment,
            ServerCertificateRow row,
            Optional<EntityName> name,
            Optional<EntityPath> path) {
        List<ServerCertificateCommand> changes = new ArrayList<>();
        name.ifPresent(to -> changes.add(new RenameServerCertificate(to)));
        path.ifPresent(to -> changes.add(new MoveServerCertificate(to)));
        Asked<ServerCertificateCommand> asked = Asked.of(row.id().text(), changes);
        return name.filter(to -> !to.key().equals(row.name().key()))
                .map(to -> free(moment, row.account(), to, () -> Uni.createFrom().item(asked)))
                .orElseGet(() -> Uni.createFrom().item(asked));
    }

    private Uni<Written<DeleteServerCertificateResponse>> delete(
            DeleteServerCertificateRequest request, Call call) {
        String action = "DeleteServerCertificate";
        return certificates
                .require(call, action, request.serverCertificateName(), ContextKeys.none())
                .chain(found ->
                        commands.run(
                                found.origin(),
                                call.account(),
                                SERVER_CERTIFICATES,
                                Asked.always(
                                        found.target().id().text(), new DeleteServerCertificate())))
                .map(done ->
                        new Written<>(
                                DeleteServerCertificateResponse.builder().build(),
                                done.revision()));
    }
}
