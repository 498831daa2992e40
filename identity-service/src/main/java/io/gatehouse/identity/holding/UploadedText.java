package io.gatehouse.identity.holding;

import io.gatehouse.identity.value.Fields;

/**
 * What is said of a certificate or key that was uploaded.
 *
 * @param body as it was uploaded; it may name a person
 * @param fingerprint by which two are the same
 */
public record UploadedText(String body, String fingerprint) {

    public Fields write(Fields fields) {
        return fields.putPersonal("body", body).put("fingerprint", fingerprint);
    }

    public static UploadedText read(Fields fields) {
        return new UploadedText(fields.personalText("body"), fields.text("fingerprint"));
    }
}
