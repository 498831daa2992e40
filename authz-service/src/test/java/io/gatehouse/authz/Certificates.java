package io.gatehouse.authz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;

/** Certificates for tests, made by the JDK's own keytool: a server's, and two clients'. */
record Certificates(Path directory) {

    static final String PASSWORD = "changeit";

    static Certificates make() {
        try {
            Certificates made = new Certificates(Files.createTempDirectory("certificates"));
            made.pair("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
            for (String client : List.of("clerk", "stranger")) {
                made.pair(client);
                made.keytool(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        client,
                        "-file",
                        made.directory.resolve(client + ".pem").toString(),
                        "-keystore",
                        made.trustedClients().toString());
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path serverStore() {
        return directory.resolve("server.p12");
    }

    Path serverCertificate() {
        return directory.resolve("server.pem");
    }

    Path trustedClients() {
        return directory.resolve("clients.p12");
    }

    KeyManagerFactory client(String name) {
        try (InputStream file = Files.newInputStream(directory.resolve(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, PASSWORD.toCharArray());
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pair(String name, String... more) throws IOException {
        String store = directory.resolve(name + ".p12").toString();
        List<String> words = new ArrayList<>();
        words.addAll(
                List.of(
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + name,
                        "-keystore",
                        store));
        words.addAll(List.of(more));
        keytool(words.toArray(String[]::new));
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                directory.resolve(name + ".pem").toString(),
                "-keystore",
                store);
    }

    private void keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }
}
