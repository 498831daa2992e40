package io.gatehouse.authz.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.authz.mapping.MappingSettings;
import io.gatehouse.authz.mapping.Template;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Principal;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the question of a review. Immutable. */
@ApplicationScoped
class KubernetesMapping {

    private static final List<String> KEYS =
            List.of(
                    "namespace",
                    "verb",
                    "group",
                    "version",
                    "resource",
                    "subresource",
                    "name",
                    "path");

    private final String cluster;
    private final Optional<String> account;
    private final Template user;
    private final Template serviceAccount;
    private final Template action;
    private final Template resource;
    private final Template url;

    KubernetesMapping(KubernetesSettings settings, MappingSettings shared) {
        this.cluster = settings.cluster();
        this.account = shared.account();
        this.user = Template.parse(settings.user());
        this.serviceAccount = Template.parse(settings.serviceAccount());
        this.action = Template.parse(settings.action());
        this.resource = Template.parse(settings.resource());
        this.url = Template.parse(settings.url());
    }

    /** Throws IllegalArgumentException, with a message for the caller, for what is no review. */
    CheckRequest question(JsonNode json, String requestId) {
        Review review = Review.of(json, cluster, account);
        Template who = review.isServiceAccount() ? serviceAccount : user;
        CheckRequest.Builder question =
                CheckRequest.newBuilder()
                        .setPrincipal(
                                Principal.newBuilder().setArn(who.fill(review::principalValue)))
                        .setAction(action.fill(review::value))
                        .setResource((review.isUrl() ? url : resource).fill(review::value))
                        .setRequestId(requestId);
        for (String key : KEYS) {
            Review.text(review.attributes(), key)
                    .ifPresent(value -> put(question, "kubernetes:" + key, List.of(value), false));
        }
        put(question, "kubernetes:user", List.of(review.user()), false);
        Review.text(review.spec(), "uid")
                .ifPresent(uid -> put(question, "kubernetes:uid", List.of(uid), false));
        put(question, "kubernetes:groups", texts(review.spec().path("groups")), true);
        for (Map.Entry<String, JsonNode> extra : review.spec().path("extra").properties()) {
            put(question, "kubernetes:extra/" + extra.getKey(), texts(extra.getValue()), true);
        }
        return question.build();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static void put(
            CheckRequest.Builder question, String key, List<String> values, boolean isMany) {
        question.putContext(
                key,
                ContextValues.newBuilder().addAllValues(values).setMultiValued(isMany).build());
    }
}
