package io.gatehouse.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A key pair for this machine's loopback names and a certificate signed with it, in PEM, valid for
 * two days: for tests. Who trusts the certificate trusts this server and no other.
 *
 * @param certificate the certificate, which is its own authority
 * @param key PKCS #8, of mode 0600
 */
public record TestCertificate(Path certificate, Path key) {

    private static final String PASSWORD = "of-a-test";

    /**
     * Made by the JDK's own keytool, in a directory of its own.
     *
     * @param hosts names that it is for besides this machine's own
     */
    public static TestCertificate make(String name, String... hosts) {
        Path directory = TestInfra.newDirectory("certificate");
        Path store = directory.resolve("store.p12");
        try {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "2",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1" + alsoFor(hosts),
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD);
            return written(directory, store, name);
        } catch (IOException e) {
            throw new UncheckedIOException("no certificate could be made", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private static String alsoFor(String... hosts) {
        return Arrays.stream(hosts).map(host -> ",dns:" + host).collect(Collectors.joining());
    }

    private static TestCertificate written(Path directory, Path store, String name)
            throws IOException, GeneralSecurityException {
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            made.load(file, PASSWORD.toCharArray());
        }
        Files.delete(store);
        Path certificate = directory.resolve("tls.crt");
        Files.writeString(certificate, pem("CERTIFICATE", made.getCertificate(name).getEncoded()));
        Path key = directory.resolve("tls.key");
        Files.createFile(
                key,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key, pem("PRIVATE KEY", made.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        return new TestCertificate(certificate, key);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(
                        what,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes),
                        what);
    }

    private static void keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }
}
