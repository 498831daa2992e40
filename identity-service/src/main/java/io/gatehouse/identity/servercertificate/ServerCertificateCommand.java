package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;

/** What can be asked of a server certificate. */
public sealed interface ServerCertificateCommand {

    /**
     * @param existing how many server certificates the account has
     */
    record UploadServerCertificate(
            UniqueId id,
            EntityName name,
            EntityPath path,
            ServerCertificateText text,
            Tags tags,
            Instant uploaded,
            int existing)
            implements ServerCertificateCommand {}

    record RenameServerCertificate(EntityName to) implements ServerCertificateCommand {}

    record MoveServerCertificate(EntityPath to) implements ServerCertificateCommand {}

    record TagServerCertificate(Tags tags) implements ServerCertificateCommand {}

    record UntagServerCertificate(List<String> keys) implements ServerCertificateCommand {
        public UntagServerCertificate {
            keys = List.copyOf(keys);
        }
    }

    record DeleteServerCertificate() implements ServerCertificateCommand {}
}
