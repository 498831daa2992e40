package io.gatehouse.identity;

import static io.gatehouse.identity.UserActionsTest.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.security.KeyPair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Certificates, SSH keys and credentials of services. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class HoldingsTest {

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
        authz.allowAll();
    }

    private void createUser(String name) {
        root.iam("CreateUser", "UserName", name).then().statusCode(200);
    }

    private void assertHeld(String user, String what) {
        assertRefused(
                root.iam("DeleteUser", "UserName", user),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete " + what + " first.");
    }

    @Test
    void a_signing_certificate_is_uploaded_listed_switched_off_and_deleted() {
        createUser("signer");
        String body = PemSamples.certificate(PemSamples.ec());
        String id = uploadSigning("signer", body);
        String listed =
                "ListSigningCertificatesResponse.ListSigningCertificatesResult.Certificates.member.";
        root.iam(
                        "UpdateSigningCertificate",
                        "UserName",
                        "signer",
                        "CertificateId",
                        id,
                        "Status",
                        "Inactive")
                .then()
                .statusCode(200);
        root.iam("ListSigningCertificates", "UserName", "signer")
                .then()
                .body(listed + "CertificateId", equalTo(id))
                .body(listed + "UserName", equalTo("signer"))
                .body(listed + "Status", equalTo("Inactive"));
        assertThat(
                        root.iam(
                                        "UpdateSigningCertificate",
                                        "UserName",
                                        "signer",
                                        "CertificateId",
                                        id,
                                        "Status",
                                        "Expired")
                                .statusCode())
                .isEqualTo(400);
        createUser("signer2");
        assertRefused(
                root.iam(
                        "UploadSigningCertificate", "UserName", "signer2", "CertificateBody", body),
                409,
                "DuplicateCertificate",
                "The certificate is already associated with a user of the account.");
        assertHeld("signer", "signing certificates");
        root.iam("DeleteSigningCertificate", "UserName", "signer", "CertificateId", id)
                .then()
                .statusCode(200);
        assertRefused(
                root.iam("DeleteSigningCertificate", "UserName", "signer", "CertificateId", id),
                404,
                "NoSuchEntity",
                "The Certificate with id " + id + " cannot be found.");
        root.iam("DeleteUser", "UserName", "signer").then().statusCode(200);
    }

    private String uploadSigning(String user, String body) {
        Response answer =
                root.iam("UploadSigningCertificate", "UserName", user, "CertificateBody", body);
        answer.then().statusCode(200);
        return answer.xmlPath()
                .getString(
                        "UploadSigningCertificateResponse.UploadSigningCertificateResult.Certificate.CertificateId");
    }

    @Test
    void a_user_has_two_signing_certificates_and_none_that_has_expired() {
        createUser("signer3");
        assertRefused(
                root.iam("UploadSigningCertificate", "UserName", "signer3", "CertificateBody", "x"),
                400,
                "MalformedCertificate",
                "Unable to parse certificate: there is no PEM certificate in it. Please ensure the certificate is in PEM format.");
        assertThat(
                        root.iam(
                                        "UploadSigningCertificate",
                                        "UserName",
                                        "signer3",
                                        "CertificateBody",
                                        PemSamples.certificate(
                                                PemSamples.ec(), Instant.now().minusSeconds(60)))
                                .xmlPath()
                                .getString("ErrorResponse.Error.Code"))
                .isEqualTo("InvalidCertificate");
        uploadSigning("signer3", PemSamples.certificate(PemSamples.ec()));
        uploadSigning("signer3", PemSamples.certificate(PemSamples.ec()));
        assertRefused(
                root.iam(
                        "UploadSigningCertificate",
                        "UserName",
                        "signer3",
                        "CertificateBody",
                        PemSamples.certificate(PemSamples.ec())),
                409,
                "LimitExceeded",
                "Cannot exceed quota for CertificatesPerUser: 2");
    }

    @Test
    void root_has_signing_certificates_of_its_own() {
        Response answer =
                root.iam(
                        "UploadSigningCertificate",
                        "CertificateBody",
                        PemSamples.certificate(PemSamples.ec()));
        String id =
                answer.xmlPath()
                        .getString(
                                "UploadSigningCertificateResponse.UploadSigningCertificateResult.Certificate.CertificateId");
        assertThat(id).hasSize(32);
        root.iam("DeleteSigningCertificate", "CertificateId", id).then().statusCode(200);
    }

    @Test
    void an_ssh_key_is_uploaded_as_pem_and_read_in_both_encodings() {
        createUser("coder");
        String pem = PemSamples.pem(PemSamples.rsa().getPublic());
        String key = "UploadSSHPublicKeyResponse.UploadSSHPublicKeyResult.SSHPublicKey.";
        Response uploaded =
                root.iam("UploadSSHPublicKey", "UserName", "coder", "SSHPublicKeyBody", pem);
        uploaded.then().statusCode(200).body(key + "SSHPublicKeyId", startsWith("APKA"));
        String id = uploaded.xmlPath().getString(key + "SSHPublicKeyId");
        String read = "GetSSHPublicKeyResponse.GetSSHPublicKeyResult.SSHPublicKey.";
        root.iam("GetSSHPublicKey", "UserName", "coder", "SSHPublicKeyId", id, "Encoding", "SSH")
                .then()
                .body(read + "SSHPublicKeyBody", startsWith("ssh-rsa AAAA"))
                .body(
                        read + "Fingerprint",
                        equalTo(uploaded.xmlPath().getString(key + "Fingerprint")));
        root.iam("GetSSHPublicKey", "UserName", "coder", "SSHPublicKeyId", id, "Encoding", "PEM")
                .then()
                .body(read + "SSHPublicKeyBody", startsWith("-----BEGIN PUBLIC KEY-----"));
        assertRefused(
                root.iam("UploadSSHPublicKey", "UserName", "coder", "SSHPublicKeyBody", pem),
                400,
                "DuplicateSSHPublicKey",
                "The SSH public key is already associated with the specified IAM user.");
        root.iam(
                        "UpdateSSHPublicKey",
                        "UserName",
                        "coder",
                        "SSHPublicKeyId",
                        id,
                        "Status",
                        "Inactive")
                .then()
                .statusCode(200);
        root.iam("ListSSHPublicKeys", "UserName", "coder")
                .then()
                .body(
                        "ListSSHPublicKeysResponse.ListSSHPublicKeysResult.SSHPublicKeys.member.Status",
                        equalTo("Inactive"));
        assertHeld("coder", "SSH public keys");
        root.iam("DeleteSSHPublicKey", "UserName", "coder", "SSHPublicKeyId", id)
                .then()
                .statusCode(200);
        assertRefused(
                root.iam(
                        "GetSSHPublicKey",
                        "UserName",
                        "coder",
                        "SSHPublicKeyId",
                        id,
                        "Encoding",
                        "SSH"),
                404,
                "NoSuchEntity",
                "The Public Key with id " + id + " cannot be found.");
    }

    @Test
    void a_credential_of_a_service_shows_its_secret_once_and_is_kept_sealed() throws SQLException {
        createUser("git");
        String created =
                "CreateServiceSpecificCredentialResponse.CreateServiceSpecificCredentialResult.ServiceSpecificCredential.";
        Response answer =
                root.iam(
                        "CreateServiceSpecificCredential",
                        "UserName",
                        "git",
                        "ServiceName",
                        "codecommit.amazonaws.com");
        answer.then()
                .statusCode(200)
                .body(created + "ServiceUserName", equalTo("git-at-111111111111"))
                .body(created + "ServiceSpecificCredentialId", startsWith("ACCA"));
        String id = answer.xmlPath().getString(created + "ServiceSpecificCredentialId");
        String password = answer.xmlPath().getString(created + "ServicePassword");
        assertThat(password).hasSize(40);
        String listed = root.iam("ListServiceSpecificCredentials", "UserName", "git").asString();
        assertThat(listed).contains(id).doesNotContain(password);
        Response reset =
                root.iam(
                        "ResetServiceSpecificCredential",
                        "UserName",
                        "git",
                        "ServiceSpecificCredentialId",
                        id);
        String second =
                reset.xmlPath()
                        .getString(
                                "ResetServiceSpecificCredentialResponse.ResetServiceSpecificCredentialResult.ServiceSpecificCredential.ServicePassword");
        assertThat(second).hasSize(40).isNotEqualTo(password);
        assertThat(sealed(id)).doesNotContain(password).doesNotContain(second);
        root.iam(
                        "UpdateServiceSpecificCredential",
                        "UserName",
                        "git",
                        "ServiceSpecificCredentialId",
                        id,
                        "Status",
                        "Inactive")
                .then()
                .statusCode(200);
        root.iam("ListServiceSpecificCredentials", "AllUsers", "true")
                .then()
                .body(
                        "ListServiceSpecificCredentialsResponse.ListServiceSpecificCredentialsResult.ServiceSpecificCredentials.member.find { it.UserName == 'git' }.Status",
                        equalTo("Inactive"));
        assertHeld("git", "service specific credentials");
        root.iam(
                        "DeleteServiceSpecificCredential",
                        "UserName",
                        "git",
                        "ServiceSpecificCredentialId",
                        id)
                .then()
                .statusCode(200);
        assertThat(sealed(id)).isEmpty();
        root.iam("DeleteUser", "UserName", "git").then().statusCode(200);
    }

    private static String sealed(String id) throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                PreparedStatement select =
                        sql.prepareStatement(
                                "SELECT encode(secret, 'escape') FROM credential WHERE access_key_id = ?")) {
            select.setString(1, id);
            ResultSet rows = select.executeQuery();
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Test
    void a_second_credential_has_another_name_and_a_third_is_one_too_many() {
        createUser("git2");
        String[] asked = {"UserName", "git2", "ServiceName", "codecommit.amazonaws.com"};
        root.iam("CreateServiceSpecificCredential", asked).then().statusCode(200);
        root.iam("CreateServiceSpecificCredential", asked)
                .then()
                .body(
                        "CreateServiceSpecificCredentialResponse.CreateServiceSpecificCredentialResult.ServiceSpecificCredential.ServiceUserName",
                        equalTo("git2+1-at-111111111111"));
        assertRefused(
                root.iam("CreateServiceSpecificCredential", asked),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2");
        root.iam(
                        "CreateServiceSpecificCredential",
                        "UserName",
                        "git2",
                        "ServiceName",
                        "bedrock.amazonaws.com",
                        "CredentialAgeDays",
                        "30")
                .then()
                .body(
                        "CreateServiceSpecificCredentialResponse.CreateServiceSpecificCredentialResult.ServiceSpecificCredential.ServiceCredentialAlias",
                        equalTo("BedrockAPIKey-git2-at-111111111111"));
        assertRefused(
                root.iam(
                        "CreateServiceSpecificCredential",
                        "UserName",
                        "git2",
                        "ServiceName",
                        "mail.amazonaws.com"),
                404,
                "NotSupportedService",
                "No such service mail.amazonaws.com is supported for Service Specific Credentials.");
    }

    @Test
    void a_server_certificate_is_uploaded_renamed_tagged_and_deleted() throws Exception {
        KeyPair pair = PemSamples.rsa();
        String body = PemSamples.certificate(pair);
        String key = PemSamples.pem(pair.getPrivate());
        root.iam(
                        "UploadServerCertificate",
                        "ServerCertificateName",
                        "prod",
                        "Path",
                        "/web/",
                        "CertificateBody",
                        body,
                        "CertificateChain",
                        PemSamples.certificate(PemSamples.ec()),
                        "PrivateKey",
                        key,
                        "Tags.member.1.Key",
                        "team",
                        "Tags.member.1.Value",
                        "red")
                .then()
                .statusCode(200)
                .body(
                        "UploadServerCertificateResponse.UploadServerCertificateResult.ServerCertificateMetadata.ServerCertificateId",
                        startsWith("ASCA"));
        root.iam(
                        "UpdateServerCertificate",
                        "ServerCertificateName",
                        "prod",
                        "NewServerCertificateName",
                        "prod2")
                .then()
                .statusCode(200);
        Response read = root.iam("GetServerCertificate", "ServerCertificateName", "prod2");
        String whole = "GetServerCertificateResponse.GetServerCertificateResult.ServerCertificate.";
        read.then()
                .body(
                        whole + "ServerCertificateMetadata.Arn",
                        equalTo("arn:aws:iam::111111111111:server-certificate/web/prod2"))
                .body(whole + "Tags.member.Key", equalTo("team"));
        assertThat(read.asString()).doesNotContain("PRIVATE KEY");
        assertThat(read.xmlPath().getString(whole + "CertificateBody").strip())
                .isEqualTo(body.strip());
        root.iam(
                        "UntagServerCertificate",
                        "ServerCertificateName",
                        "prod2",
                        "TagKeys.member.1",
                        "team")
                .then()
                .statusCode(200);
        root.iam("ListServerCertificateTags", "ServerCertificateName", "prod2")
                .then()
                .statusCode(200);
        root.iam("ListServerCertificates", "PathPrefix", "/web/")
                .then()
                .body(
                        "ListServerCertificatesResponse.ListServerCertificatesResult.ServerCertificateMetadataList.member.ServerCertificateName",
                        equalTo("prod2"));
        root.iam("DeleteServerCertificate", "ServerCertificateName", "prod2")
                .then()
                .statusCode(200);
        assertRefused(
                root.iam("GetServerCertificate", "ServerCertificateName", "prod2"),
                404,
                "NoSuchEntity",
                "The Server Certificate with name prod2 cannot be found.");
    }

    @Test
    void a_private_key_of_another_certificate_is_refused() {
        assertRefused(
                root.iam(
                        "UploadServerCertificate",
                        "ServerCertificateName",
                        "mismatch",
                        "CertificateBody",
                        PemSamples.certificate(PemSamples.ec()),
                        "PrivateKey",
                        PemSamples.pem(PemSamples.rsa().getPrivate())),
                400,
                "KeyPairMismatch",
                "The public key certificate and the private key do not match.");
    }
}
