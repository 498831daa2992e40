package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token with which Gatehouse's own parts ask each other (ARCHITECTURE, "Between the services"):
 * a JWT signed HS256 with the shared internal key, good for 60 s. Who can read the key directory
 * may act as a part of Gatehouse; these commands are for that person.
 */
final class ServiceToken {

    private static final String PREFIX = "internal-";
    private static final String SUFFIX = ".key";
    private static final int SECONDS = 60;

    private ServiceToken() {}

    /**
     * @throws CommandFailure if the key directory has no internal key that this user may read
     */
    static String of(Path keys, String audience, Clock clock) {
        Path newest = newestKey(keys);
        String name = newest.getFileName().toString();
        String kid = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        long now = clock.instant().getEpochSecond();
        String head =
                encoded(
                        "{\"alg\":\"HS256\",\"typ\":\"gatehouse-service+jwt\",\"kid\":\"%s\"}"
                                .formatted(kid));
        String claims =
                encoded(
                        "{\"iss\":\"operator\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                                .formatted(audience, now, now + SECONDS));
        String signed = head + "." + claims;
        return signed + "." + signature(newest, signed);
    }

    private static Path newestKey(Path keys) {
        try (Stream<Path> files = Files.list(keys)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow(
                            () -> new CommandFailure("%s has no internal key".formatted(keys)));
        } catch (IOException e) {
            throw new CommandFailure("cannot read the key directory", e);
        }
    }

    private static String signature(Path key, String signed) {
        try {
            byte[] secret = Base64.getDecoder().decode(Files.readString(key).strip());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure("cannot use the internal key", e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
