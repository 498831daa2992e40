package io.gatehouse.identity.servercertificate;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.alreadyExists;
import static io.gatehouse.identity.value.Refusals.notFound;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;

import io.gatehouse.identity.servercertificate.ServerCertificateCommand.DeleteServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.MoveServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.RenameServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.TagServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.UntagServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.UploadServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateDeleted;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateMoved;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateRenamed;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateTagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUntagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUploaded;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;

/** The rules of server certificates: state and command in, events or a refusal out. */
public final class ServerCertificateDecider {

    private ServerCertificateDecider() {}

    public static Decision<ServerCertificateEvent> decide(
            ServerCertificate certificate, ServerCertificateCommand command, Quotas quotas) {
        return switch (certificate) {
            case ServerCertificate.Absent _ ->
                    command instanceof UploadServerCertificate c
                            ? upload(c, quotas)
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "The Server Certificate cannot be found.");
            case ServerCertificate.Active a -> decide(a, command, quotas);
            case ServerCertificate.Deleted d ->
                    // Ids are never used again.
                    command instanceof UploadServerCertificate
                            ? taken(d.name())
                            : notFound("Server Certificate", d.name().text());
        };
    }

    private static Decision<ServerCertificateEvent> upload(
            UploadServerCertificate c, Quotas quotas) {
        if (c.existing() >= quotas.serverCertificates()) {
            return quota("ServerCertificatesPerAccount", quotas.serverCertificates());
        }
        return c.tags().count() > quotas.tags()
                ? tooManyTags()
                : accept(
                        new ServerCertificateUploaded(
                                c.id(), c.name(), c.path(), c.text(), c.tags(), c.uploaded()));
    }

    private static Decision<ServerCertificateEvent> decide(
            ServerCertificate.Active certificate, ServerCertificateCommand command, Quotas quotas) {
        return switch (command) {
            case UploadServerCertificate _ -> taken(certificate.name());
            case RenameServerCertificate(var to) ->
                    to.equals(certificate.name())
                            ? accept()
                            : accept(new ServerCertificateRenamed(certificate.name(), to));
            case MoveServerCertificate(var to) ->
                    to.equals(certificate.path())
                            ? accept()
                            : accept(new ServerCertificateMoved(certificate.path(), to));
            case TagServerCertificate(Tags tags) -> tag(certificate, tags, quotas);
            case UntagServerCertificate(var keys) ->
                    certificate.tags().without(keys).equals(certificate.tags())
                            ? accept()
                            : accept(new ServerCertificateUntagged(keys));
            case DeleteServerCertificate() ->
                    accept(new ServerCertificateDeleted(certificate.name()));
        };
    }

    private static Decision<ServerCertificateEvent> tag(
            ServerCertificate.Active certificate, Tags tags, Quotas quotas) {
        Tags after = certificate.tags().with(tags);
        if (after.equals(certificate.tags())) {
            return accept();
        }
        return after.count() > quotas.tags()
                ? tooManyTags()
                : accept(new ServerCertificateTagged(tags));
    }

    private static Decision<ServerCertificateEvent> taken(EntityName name) {
        return alreadyExists("The Server Certificate", name.text());
    }
}
