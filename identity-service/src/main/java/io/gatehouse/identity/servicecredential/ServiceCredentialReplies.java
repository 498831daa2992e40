package io.gatehouse.identity.servicecredential;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.wire.Reply;

import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

import java.time.Instant;

/** Service-specific credentials in AWS's answers. */
final class ServiceCredentialReplies {

    private ServiceCredentialReplies() {}

    /** With its secret, the only time that it is shown. */
    static ServiceSpecificCredential withSecret(
            String userName,
            Holding<ServiceCredentialDetails> credential,
            SecretKey secret,
            Instant now) {
        ServiceCredentialDetails details = credential.details();
        ServiceSpecificCredential.Builder answer =
                ServiceSpecificCredential.builder()
                        .userName(userName)
                        .serviceSpecificCredentialId(credential.id().text())
                        .serviceName(details.service())
                        .status(status(credential, now))
                        .createDate(Reply.date(credential.added()))
                        .expirationDate(details.expires().map(Reply::date).orElse(null));
        return CredentialService.of(details.service()).usesKey()
                ? answer.serviceCredentialAlias(details.userName())
                        .serviceCredentialSecret(secret.reveal())
                        .build()
                : answer.serviceUserName(details.userName())
                        .servicePassword(secret.reveal())
                        .build();
    }

    static ServiceSpecificCredentialMetadata listed(ServiceCredentialRow row, Instant now) {
        Holding<ServiceCredentialDetails> credential = row.credential();
        ServiceCredentialDetails details = credential.details();
        ServiceSpecificCredentialMetadata.Builder answer =
                ServiceSpecificCredentialMetadata.builder()
                        .userName(row.userName())
                        .serviceSpecificCredentialId(credential.id().text())
                        .serviceName(details.service())
                        .status(status(credential, now))
                        .createDate(Reply.date(credential.added()))
                        .expirationDate(details.expires().map(Reply::date).orElse(null));
        return CredentialService.of(details.service()).usesKey()
                ? answer.serviceCredentialAlias(details.userName()).build()
                : answer.serviceUserName(details.userName()).build();
    }

    private static StatusType status(Holding<ServiceCredentialDetails> credential, Instant now) {
        if (credential.details().expires().filter(at -> !now.isBefore(at)).isPresent()) {
            return StatusType.EXPIRED;
        }
        return credential.active() ? StatusType.ACTIVE : StatusType.INACTIVE;
    }
}
