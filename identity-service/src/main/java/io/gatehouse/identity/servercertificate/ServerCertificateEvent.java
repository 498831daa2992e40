package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;

/** What can have happened to a server certificate; its private key is never part of it. */
public sealed interface ServerCertificateEvent {

    record ServerCertificateUploaded(
            UniqueId id,
            EntityName name,
            EntityPath path,
            ServerCertificateText text,
            Tags tags,
            Instant uploaded)
            implements ServerCertificateEvent {}

    record ServerCertificateRenamed(EntityName from, EntityName to)
            implements ServerCertificateEvent {}

    record ServerCertificateMoved(EntityPath from, EntityPath to)
            implements ServerCertificateEvent {}

    record ServerCertificateTagged(Tags tags) implements ServerCertificateEvent {}

    record ServerCertificateUntagged(List<String> keys) implements ServerCertificateEvent {
        public ServerCertificateUntagged {
            keys = List.copyOf(keys);
        }
    }

    record ServerCertificateDeleted(EntityName name) implements ServerCertificateEvent {}
}
