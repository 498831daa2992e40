package io.gatehouse.authz.caller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who holds which token or certificate, from a file that is read again when it changes. Tokens
 * stand there as SHA-256. A file that cannot be read lets nobody in. Safe for all threads.
 */
@ApplicationScoped
class Askers {

    private static final Logger LOG = Logger.getLogger(Askers.class);
    private static final int SHORTEST_TOKEN = 32;

    private final Optional<Path> file;
    private final ObjectMapper mapper;
    private volatile Read read = new Read(FileTime.fromMillis(-1), List.of());

    private record Read(FileTime at, List<Entry> entries) {}

    private record Entry(Asker asker, String tokenSha256, String certificate) {
        @Override
        public String toString() {
            return "Entry[asker=%s]".formatted(asker.name());
        }
    }

    Askers(CallerSettings settings, ObjectMapper mapper) {
        this.file = settings.askers();
        this.mapper = mapper;
    }

    /** Whose token that is. */
    Optional<Asker> byToken(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            return Optional.empty();
        }
        byte[] shown = sha256(token).getBytes(StandardCharsets.US_ASCII);
        return find(entry ->
                MessageDigest.isEqual(
                        shown, entry.tokenSha256.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Whose certificate that is.
     *
     * @param names the subject as RFC 2253 writes it, and the URIs of the alternative names
     */
    Optional<Asker> byCertificate(List<String> names) {
        return find(entry -> !entry.certificate.isEmpty() && names.contains(entry.certificate));
    }

    private Optional<Asker> find(Predicate<Entry> holds) {
        for (Entry entry : entries()) {
            if (holds.test(entry)) {
                return Optional.of(entry.asker);
            }
        }
        return Optional.empty();
    }

    private List<Entry> entries() {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            FileTime at = Files.getLastModifiedTime(file.get());
            if (!at.equals(read.at)) {
                read = new Read(at, parse(mapper.readTree(Files.readAllBytes(file.get()))));
            }
            return read.entries;
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf(
                    "gatehouse.authz.askers cannot be read, nobody in it may ask: %s",
                    e.getMessage());
            return List.of();
        }
    }

    private static List<Entry> parse(JsonNode json) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode one : json.path("askers")) {
            String principal = one.path("principal").asText();
            String service = one.path("service").asText();
            if (principal.isEmpty() == service.isEmpty()) {
                throw new IllegalArgumentException(
                        "askers[%d] has either a principal or a service".formatted(entries.size()));
            }
            entries.add(
                    new Entry(
                            principal.isEmpty()
                                    ? new Asker.Service(service)
                                    : new Asker.Known(principal, Optional.empty()),
                            one.path("token_sha256").asText(),
                            one.path("certificate").asText()));
        }
        return List.copyOf(entries);
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
