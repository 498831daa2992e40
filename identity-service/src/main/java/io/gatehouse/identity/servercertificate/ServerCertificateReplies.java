package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.wire.Reply;

import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;

/** Server certificates in AWS's answers. */
final class ServerCertificateReplies {

    private ServerCertificateReplies() {}

    static ServerCertificateMetadata metadata(ServerCertificateRow row) {
        return ServerCertificateMetadata.builder()
                .path(row.path().text())
                .serverCertificateName(row.name().text())
                .serverCertificateId(row.id().text())
                .arn(row.arn().toString())
                .uploadDate(Reply.date(row.uploaded()))
                .expiration(Reply.date(row.text().expires()))
                .build();
    }

    static software.amazon.awssdk.services.iam.model.ServerCertificate whole(
            ServerCertificateRow row) {
        String chain = row.text().chain();
        return software.amazon.awssdk.services.iam.model.ServerCertificate.builder()
                .serverCertificateMetadata(metadata(row))
                .certificateBody(row.text().body())
                .certificateChain(chain.isEmpty() ? null : chain)
                .tags(Reply.ownTags(row.tags()))
                .build();
    }
}
