package io.gatehouse.authz.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * The {@code spec} of a SubjectAccessReview, of {@code authorization.k8s.io/v1} or {@code v1beta1}.
 * Places of templates are read by {@link #value}.
 */
record Review(JsonNode spec, String cluster, Optional<String> account) {

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    /** Throws IllegalArgumentException where it is no review. */
    static Review of(JsonNode json, String cluster, Optional<String> account) {
        if (!json.path("kind").asText().equals("SubjectAccessReview")
                || !json.path("apiVersion").asText().startsWith("authorization.k8s.io/")) {
            throw new IllegalArgumentException(
                    "the body is no SubjectAccessReview of authorization.k8s.io");
        }
        Review review = new Review(json.path("spec"), cluster, account);
        if (review.user().isEmpty() || review.isResource() == review.isUrl()) {
            throw new IllegalArgumentException(
                    "spec has a user, and either resourceAttributes or nonResourceAttributes");
        }
        return review;
    }

    String user() {
        return spec.path("user").asText();
    }

    boolean isServiceAccount() {
        return user().startsWith(SERVICE_ACCOUNT) && serviceAccount().length == 2;
    }

    boolean isResource() {
        return spec.path("resourceAttributes").isObject();
    }

    boolean isUrl() {
        return spec.path("nonResourceAttributes").isObject();
    }

    JsonNode attributes() {
        return spec.path(isUrl() ? "nonResourceAttributes" : "resourceAttributes");
    }

    /** Of the principal's template. */
    Optional<String> principalValue(String place) {
        return switch (place) {
            case "user" -> Optional.of(user());
            case "namespace" ->
                    isServiceAccount() ? Optional.of(serviceAccount()[0]) : Optional.empty();
            case "name" -> isServiceAccount() ? Optional.of(serviceAccount()[1]) : Optional.empty();
            default -> shared(place);
        };
    }

    /** Of the templates of action and resource. */
    Optional<String> value(String place) {
        JsonNode attributes = attributes();
        return switch (place) {
            case "verb" -> text(attributes, "verb");
            case "path" -> text(attributes, "path");
            case "group" -> text(attributes, "group").or(() -> Optional.of("core"));
            case "version" -> text(attributes, "version").or(() -> Optional.of("*"));
            case "namespace" -> text(attributes, "namespace").or(() -> Optional.of("-"));
            case "name" -> text(attributes, "name").or(() -> Optional.of("*"));
            case "resource" -> resource(attributes);
            default -> shared(place);
        };
    }

    /** With its subresource: {@code pods/exec}. */
    private static Optional<String> resource(JsonNode attributes) {
        Optional<String> subresource = text(attributes, "subresource");
        return text(attributes, "resource")
                .map(it -> subresource.map(sub -> it + '/' + sub).orElse(it));
    }

    private Optional<String> shared(String place) {
        return switch (place) {
            case "cluster" -> Optional.of(cluster);
            case "account" -> account;
            default -> Optional.empty();
        };
    }

    private String[] serviceAccount() {
        return user().substring(SERVICE_ACCOUNT.length()).split(":", -1);
    }

    static Optional<String> text(JsonNode json, String field) {
        String text = json.path(field).asText();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
