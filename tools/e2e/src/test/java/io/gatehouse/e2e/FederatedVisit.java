package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.services.sts.model.Credentials;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody saw in the browser who signed in at a provider.
 *
 * @param said what the script said, line by line
 * @param credentials that the page showed for the command line
 */
record FederatedVisit(String said, Credentials credentials) {

    private static final String SCRIPT = "provider-sign-in.mjs";

    /**
     * @param told {@code PROVIDER} as its link is called, {@code PRINCIPAL} as the page must say;
     *     {@code LOGIN} and {@code PASSWORD} where the provider asks
     */
    static FederatedVisit run(
            Chromium chromium, GatehouseProcess gatehouse, Map<String, String> told) {
        GatehouseProcess.Said said = visit(chromium, gatehouse, told);
        assertThat(said.status()).as(said.text()).isZero();
        return new FederatedVisit(
                said.text(),
                Credentials.builder()
                        .accessKeyId(shown(said.text(), "AWS_ACCESS_KEY_ID"))
                        .secretAccessKey(shown(said.text(), "AWS_SECRET_ACCESS_KEY"))
                        .sessionToken(shown(said.text(), "AWS_SESSION_TOKEN"))
                        .build());
    }

    /** Whom the provider lets in, and Gatehouse does not; answers what the page said. */
    static String refused(Chromium chromium, GatehouseProcess gatehouse, String provider) {
        GatehouseProcess.Said said =
                visit(
                        chromium,
                        gatehouse,
                        Map.of("PROVIDER", provider, "PRINCIPAL", "", "SHOTS_PREFIX", "refused"));
        assertThat(said.status()).as(said.text()).isZero();
        return said.text();
    }

    private static GatehouseProcess.Said visit(
            Chromium chromium, GatehouseProcess gatehouse, Map<String, String> told) {
        Map<String, String> all = new HashMap<>(told);
        all.put("GATEWAY", gatehouse.gateway());
        all.put("ACCOUNT", GatehouseProcess.ACCOUNT);
        return chromium.run(SCRIPT, all);
    }

    private static String shown(String text, String name) {
        Matcher line = Pattern.compile("export " + name + "=(\\S+)").matcher(text);
        assertThat(line.find()).as(text).isTrue();
        return line.group(1);
    }
}
