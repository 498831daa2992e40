package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateDeleted;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateMoved;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateRenamed;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateTagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUntagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUploaded;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of server certificates on the wire. Tags are free text and may name people. */
public final class ServerCertificateEventCodec implements EventCodec<ServerCertificateEvent> {

    @Override
    public Written write(ServerCertificateEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case ServerCertificateUploaded e ->
                    fields.put("id", e.id())
                            .put("name", e.name())
                            .put("path", e.path())
                            .put("body", e.text().body())
                            .put("chain", e.text().chain())
                            .put("expires", e.text().expires())
                            .putPersonal("tags", e.tags())
                            .put("uploaded", e.uploaded())
                            .as("server-certificate.uploaded", 1);
            case ServerCertificateRenamed(var from, var to) ->
                    fields.put("from", from).put("to", to).as("server-certificate.renamed", 1);
            case ServerCertificateMoved(var from, var to) ->
                    fields.put("from", from).put("to", to).as("server-certificate.moved", 1);
            case ServerCertificateTagged(var tags) ->
                    fields.putPersonal("tags", tags).as("server-certificate.tagged", 1);
            case ServerCertificateUntagged(var keys) ->
                    fields.putPersonal("keys", keys).as("server-certificate.untagged", 1);
            case ServerCertificateDeleted(var name) ->
                    fields.put("name", name).as("server-certificate.deleted", 1);
        };
    }

    @Override
    public ServerCertificateEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "server-certificate.uploaded" ->
                    new ServerCertificateUploaded(
                            fields.id("id"),
                            fields.name("name"),
                            fields.path("path"),
                            new ServerCertificateText(
                                    fields.text("body"),
                                    fields.text("chain"),
                                    fields.instant("expires")),
                            fields.exactTags("tags"),
                            fields.instant("uploaded"));
            case "server-certificate.renamed" ->
                    new ServerCertificateRenamed(fields.name("from"), fields.name("to"));
            case "server-certificate.moved" ->
                    new ServerCertificateMoved(fields.path("from"), fields.path("to"));
            case "server-certificate.tagged" ->
                    new ServerCertificateTagged(fields.exactTags("tags"));
            case "server-certificate.untagged" ->
                    new ServerCertificateUntagged(fields.texts("keys"));
            case "server-certificate.deleted" -> new ServerCertificateDeleted(fields.name("name"));
            default -> throw new UnknownEventException(written);
        };
    }
}
