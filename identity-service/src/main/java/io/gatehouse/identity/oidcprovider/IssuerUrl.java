package io.gatehouse.identity.oidcprovider;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The URL of an OpenID Connect provider, exactly as its tokens name it in {@code iss}.
 *
 * @param text {@code https://} (or {@code http://}, where the installation permits it), host, port
 *     and path; at most 255 characters; no user, query or fragment
 */
public record IssuerUrl(String text) {

    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    public IssuerUrl {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("Invalid Open ID Connect Provider URL");
        }
    }

    public static boolean isWellFormed(String text) {
        if (text.length() > 255 || !(text.startsWith(HTTPS) || text.startsWith(HTTP))) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && text.indexOf('?') < 0
                    && text.indexOf('#') < 0;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether tokens and keys of this issuer would travel unencrypted. */
    public boolean isPlainHttp() {
        return text.startsWith(HTTP);
    }

    /** Without the scheme: what its ARN and its condition keys begin with (SEMANTICS 5). */
    public String name() {
        return text.substring(isPlainHttp() ? HTTP.length() : HTTPS.length());
    }

    /** As GetOpenIDConnectProvider shows it: AWS leaves {@code https://} out. */
    public String shown() {
        return isPlainHttp() ? text : name();
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "oidc-provider/" + name());
    }

    @Override
    public String toString() {
        return text;
    }
}
