package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.SignInProvider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A provider that one can sign in at, as the template wants it. */
public record ShownProvider(String name, String link) {

    static ShownProvider of(SignInProvider provider, String begin, String token) {
        return new ShownProvider(
                provider.getName(),
                "%s?provider=%s&%s=%s"
                        .formatted(
                                begin,
                                URLEncoder.encode(provider.getArn(), StandardCharsets.UTF_8),
                                FormTokens.FIELD,
                                token));
    }
}
