package io.gatehouse.identity.signingcertificate;

/**
 * What is said of a signing certificate.
 *
 * @param body PEM, as it was uploaded
 * @param fingerprint SHA-256 of the certificate, in hexadecimal
 */
public record SigningCertificateDetails(String body, String fingerprint) {}
