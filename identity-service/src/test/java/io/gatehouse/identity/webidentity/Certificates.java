package io.gatehouse.identity.webidentity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Authorities and servers with certificates, made by the JDK's own keytool. */
final class Certificates {

    static final String HERE = "san=dns:provider.test,dns:localhost,ip:127.0.0.1";
    private static final String PASSWORD = "changeit";

    private final Path store;

    Certificates() {
        try {
            store = Files.createTempDirectory("gatehouse-certificates").resolve("all.p12");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void authority(String name) {
        make(name, "-ext", "bc:c");
    }

    /**
     * @param signer alias of whose key signs it; empty for its own
     */
    void server(String name, String signer, String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        if (!signer.isEmpty()) {
            options.addAll(List.of("-signer", signer));
        }
        make(name, options.toArray(String[]::new));
    }

    private void make(String name, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString()));
        command.addAll(Arrays.asList(options));
        try {
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its own certificate first, its authorities after it. */
    X509Certificate[] chain(String name) {
        try {
            return Arrays.stream(open().getCertificateChain(name))
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String thumbprint(String name) {
        try {
            return ThumbprintTrust.thumbprint(chain(name)[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that shows the certificate of that name. */
    SSLContext serving(String name) {
        try {
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(
                    "it",
                    open().getKey(name, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    chain(name));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(one, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever trusts that authority as JVMs trust the public ones. */
    X509TrustManager trusting(String authority) {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("it", chain(authority)[0]);
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("no trust manager");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore open() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore made = KeyStore.getInstance("PKCS12");
            made.load(in, PASSWORD.toCharArray());
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
