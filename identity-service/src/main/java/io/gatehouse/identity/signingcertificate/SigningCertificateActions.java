package io.gatehouse.identity.signingcertificate;

import static io.gatehouse.identity.signingcertificate.SigningCertificateType.SIGNING_CERTIFICATES;

import io.gatehouse.identity.accesskey.KeyOwner;
import io.gatehouse.identity.accesskey.KeyOwners;
import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.holding.HoldingCommand;
import io.gatehouse.identity.holding.HoldingCommands;
import io.gatehouse.identity.holding.UploadedText;
import io.gatehouse.identity.pem.Fingerprints;
import io.gatehouse.identity.pem.PemText;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateResponse;

import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;

/**
 * UploadSigningCertificate, ListSigningCertificates, UpdateSigningCertificate,
 * DeleteSigningCertificate: of a user, or of the root that calls without naming one.
 */
@ApplicationScoped
public class SigningCertificateActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_LENGTH = 32;

    private static final Refusal DUPLICATE =
            new Refusal(
                    ErrorCode.DUPLICATE_CERTIFICATE,
                    "The certificate is already associated with a user of the account.");

    private final HoldingCommands holdings;
    private final KeyOwners owners;
    private final Pool database;
    private final Clock clock;

    SigningCertificateActions(
            HoldingCommands holdings, KeyOwners owners, Pool database, Clock clock) {
        this.holdings = holdings;
        this.owners = owners;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(UploadSigningCertificateRequest.class, this::upload);
        actions.on(ListSigningCertificatesRequest.class, this::list);
        actions.onWrite(UpdateSigningCertificateRequest.class, this::update);
        actions.onWrite(DeleteSigningCertificateRequest.class, this::delete);
    }

    private Uni<Written<UploadSigningCertificateResponse>> upload(
            UploadSigningCertificateRequest request, Call call) {
        return owners.require(call, "UploadSigningCertificate", request.userName())
                .chain(owner -> add(owner, details(request.certificateBody())));
    }

    /** Fails with MalformedCertificate, or with InvalidCertificate outside its validity. */
    private UploadedText details(String body) {
        X509Certificate certificate = PemText.certificate(body);
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return new UploadedText(body, Fingerprints.sha256(certificate.getEncoded()));
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_CERTIFICATE,
                    "The certificate is valid from %s to %s."
                            .formatted(
                                    certificate.getNotBefore().toInstant(),
                                    certificate.getNotAfter().toInstant()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    private Uni<Written<UploadSigningCertificateResponse>> add(
            KeyOwner owner, UploadedText details) {
        UniqueId id = randomId();
        return holdings.add(
                        owner,
                        SIGNING_CERTIFICATES,
                        id,
                        details,
                        sql ->
                                SigningCertificateView.isKnown(
                                                sql, owner.account(), details.fingerprint())
                                        .map(known ->
                                                known ? Optional.of(DUPLICATE) : Optional.empty()),
                        _ -> Uni.createFrom().voidItem())
                .map(done ->
                        new Written<>(
                                UploadSigningCertificateResponse.builder()
                                        .certificate(answer(owner, done.holding()))
                                        .build(),
                                done.revision()));
    }

    private static UniqueId randomId() {
        StringBuilder text = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            text.append(ALPHABET.charAt(CHANCE.nextInt(ALPHABET.length())));
        }
        return new UniqueId(text.toString());
    }

    private Uni<ListSigningCertificatesResponse> list(
            ListSigningCertificatesRequest request, Call call) {
        return owners.require(call, "ListSigningCertificates", request.userName())
                .chain(owner -> {
                    PageRequest page =
                            Form.page(
                                    "signing certificates " + owner.streamId(),
                                    request.marker(),
                                    request.maxItems());
                    return SigningCertificateView.list(
                                    database, owner.account(), owner.streamId(), page)
                            .map(found -> answer(owner, found));
                });
    }

    private static ListSigningCertificatesResponse answer(
            KeyOwner owner, Page<Holding<UploadedText>> found) {
        return ListSigningCertificatesResponse.builder()
                .certificates(found.rows().stream().map(one -> answer(owner, one)).toList())
                .isTruncated(found.marker().isPresent())
                .marker(found.marker().orElse(null))
                .build();
    }

    private static SigningCertificate answer(KeyOwner owner, Holding<UploadedText> one) {
        return SigningCertificate.builder()
                .userName(owner.userName().orElse(null))
                .certificateId(one.id().text())
                .certificateBody(one.details().body())
                .status(one.active() ? StatusType.ACTIVE : StatusType.INACTIVE)
                .uploadDate(Reply.date(one.added()))
                .build();
    }

    private Uni<Written<UpdateSigningCertificateResponse>> update(
            UpdateSigningCertificateRequest request, Call call) {
        UniqueId id = id(request.certificateId());
        return owners.require(call, "UpdateSigningCertificate", request.userName())
                .chain(owner ->
                        holdings.run(
                                owner,
                                SIGNING_CERTIFICATES,
                                HoldingCommands.ofStatus(id, request.status())))
                .map(done ->
                        new Written<>(
                                UpdateSigningCertificateResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Written<DeleteSigningCertificateResponse>> delete(
            DeleteSigningCertificateRequest request, Call call) {
        UniqueId id = id(request.certificateId());
        return owners.require(call, "DeleteSigningCertificate", request.userName())
                .chain(owner ->
                        holdings.run(owner, SIGNING_CERTIFICATES, new HoldingCommand.Remove<>(id)))
                .map(done ->
                        new Written<>(
                                DeleteSigningCertificateResponse.builder().build(),
                                done.revision()));
    }

    private static UniqueId id(String text) {
        return HoldingCommands.id(text, SigningCertificateType::notFound);
    }
}
