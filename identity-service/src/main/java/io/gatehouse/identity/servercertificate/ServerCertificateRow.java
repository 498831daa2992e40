package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** A server certificate as it can be read. */
record ServerCertificateRow(
        AccountId account,
        UniqueId id,
        EntityName name,
        EntityPath path,
        ServerCertificateText text,
        Tags tags,
        Instant uploaded) {

    Arn arn() {
        return arn(account, path, name);
    }

    static Arn arn(AccountId account, EntityPath path, EntityName name) {
        return Arn.iam(account, "server-certificate" + path + name);
    }

    static ServerCertificateRow of(AccountId account, ServerCertificate state) {
        // INVARIANT: asked only after a command that leaves the certificate active.
        ServerCertificate.Active active = (ServerCertificate.Active) state;
        return new ServerCertificateRow(
                account,
                active.id(),
                active.name(),
                active.path(),
                active.text(),
                active.tags(),
                active.uploaded());
    }
}
