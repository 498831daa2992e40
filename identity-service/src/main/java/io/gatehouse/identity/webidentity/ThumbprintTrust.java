package io.gatehouse.identity.webidentity;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts what the JVM trusts, and besides a chain that holds a certificate of a known thumbprint
 * (SHA-1, as AWS writes them): the server's own, or an authority that vouches for it. The host name
 * is checked by the caller in either case.
 */
final class ThumbprintTrust implements X509TrustManager {

    private final X509TrustManager usual;
    private final Set<String> thumbprints;

    private ThumbprintTrust(X509TrustManager usual, Set<String> thumbprints) {
        this.usual = usual;
        this.thumbprints = thumbprints;
    }

    static ThumbprintTrust of(List<String> thumbprints) {
        return of(usual(), thumbprints);
    }

    /**
     * @param usual what is trusted without a thumbprint
     */
    static ThumbprintTrust of(X509TrustManager usual, List<String> thumbprints) {
        return new ThumbprintTrust(
                usual,
                Set.copyOf(
                        thumbprints.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList()));
    }

    private static X509TrustManager usual() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager usual) {
                    return usual;
                }
            }
            throw new IllegalStateException("the JVM trusts nobody");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has trust managers", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        try {
            usual.checkServerTrusted(chain, authType);
        } catch (CertificateException notUsual) {
            int known = known(chain);
            if (known < 0) {
                throw notUsual;
            }
            requireVouchedFor(chain, known);
        }
    }

    private int known(X509Certificate[] chain) throws CertificateException {
        for (int i = 0; i < chain.length; i++) {
            if (thumbprints.contains(thumbprint(chain[i]))) {
                return i;
            }
        }
        return -1;
    }

    private static void requireVouchedFor(X509Certificate[] chain, int known)
            throws CertificateException {
        X509Certificate anchor = chain[known];
        anchor.checkValidity();
        if (known == 0) {
            return;
        }
        if (anchor.getBasicConstraints() < 0) {
            throw new CertificateException("the known certificate is no authority");
        }
        try {
            PKIXParameters rules =
                    new PKIXParameters(Set.of(new TrustAnchor(anchor, nameConstraints())));
            rules.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(Arrays.asList(chain).subList(0, known)),
                            rules);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the known certificate does not vouch for it", e);
        }
    }

    private static byte @Nullable [] nameConstraints() {
        return null;
    }

    static String thumbprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new CertificateException("a certificate without encoding", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("nobody is a client here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return usual.getAcceptedIssuers();
    }
}
