package io.gatehouse.identity.value;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The unique id of an identity provider or of one of its private keys; never used again. AWS shows
 * those of SAML providers as {@code SAMLProviderUUID} and {@code KeyId}.
 *
 * @param text 22 to 64 of {@code [A-Z0-9]}
 */
public record ProviderId(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{22,64}");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 26;

    public ProviderId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "an id is 22 to 64 of A-Z and 0-9, not `%s`".formatted(text));
        }
    }

    public static ProviderId random(RandomGenerator chance) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return new ProviderId(text.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
