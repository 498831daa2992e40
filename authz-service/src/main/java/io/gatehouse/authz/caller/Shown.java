package io.gatehouse.authz.caller;

import org.jspecify.annotations.Nullable;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a caller shows.
 *
 * @param remote where the connection comes from, by the socket; forwarded headers do not count
 * @param authorization the header, if there is one
 * @param certificate names in the client certificate that the handshake verified; empty without one
 */
record Shown(@Nullable Object remote, @Nullable String authorization, List<String> certificate) {

    private static final int URI = 6;

    @Override
    public String toString() {
        return "Shown[remote=%s]".formatted(remote);
    }

    static List<String> names(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? names(leaf)
                    : List.of();
        } catch (SSLPeerUnverifiedException | CertificateParsingException _) {
            return List.of();
        }
    }

    private static List<String> names(X509Certificate leaf) throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        names.add(leaf.getSubjectX500Principal().getName());
        Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                if (Integer.valueOf(URI).equals(alternative.get(0))
                        && alternative.get(1) instanceof String uri) {
                    names.add(uri);
                }
            }
        }
        return List.copyOf(names);
    }
}
