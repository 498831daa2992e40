package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateDeleted;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateMoved;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateRenamed;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateTagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUntagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUploaded;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** The life of a server certificate. */
public sealed interface ServerCertificate {

    ServerCertificate ABSENT = new Absent();

    record Absent() implements ServerCertificate {}

    record Active(
            UniqueId id,
            EntityName name,
            EntityPath path,
            ServerCertificateText text,
            Tags tags,
            Instant uploaded)
            implements ServerCertificate {

        private Active named(EntityName to) {
            return new Active(id, to, path, text, tags, uploaded);
        }

        private Active at(EntityPath to) {
            return new Active(id, name, to, text, tags, uploaded);
        }

        private Active tagged(Tags to) {
            return new Active(id, name, path, text, to, uploaded);
        }
    }

    record Deleted(UniqueId id, EntityName name) implements ServerCertificate {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static ServerCertificate evolve(ServerCertificate certificate, ServerCertificateEvent event) {
        return switch (certificate) {
            case Absent _ ->
                    switch (event) {
                        case ServerCertificateUploaded(
                                        var id,
                                        var name,
                                        var path,
                                        var text,
                                        var tags,
                                        var uploaded) ->
                                new Active(id, name, path, text, tags, uploaded);
                        case ServerCertificateRenamed _,
                                ServerCertificateMoved _,
                                ServerCertificateTagged _,
                                ServerCertificateUntagged _,
                                ServerCertificateDeleted _ ->
                                throw new CorruptStreamException(certificate, event);
                    };
            case Active a ->
                    switch (event) {
                        case ServerCertificateRenamed(var _, var to) -> a.named(to);
                        case ServerCertificateMoved(var _, var to) -> a.at(to);
                        case ServerCertificateTagged(var tags) -> a.tagged(a.tags().with(tags));
                        case ServerCertificateUntagged(var keys) ->
                                a.tagged(a.tags().without(keys));
                        case ServerCertificateDeleted _ -> new Deleted(a.id(), a.name());
                        case ServerCertificateUploaded _ ->
                                throw new CorruptStreamException(certificate, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(certificate, event);
        };
    }
}
