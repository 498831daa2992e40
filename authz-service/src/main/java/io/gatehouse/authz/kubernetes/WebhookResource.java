package io.gatehouse.authz.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.check.Checks;
import io.gatehouse.authz.kubernetes.KubernetesSettings.ImplicitDeny;
import io.gatehouse.authz.rest.JsonBody;
import io.gatehouse.authz.rest.RestRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /kubernetes/v1/authorize}: a SubjectAccessReview in, the same with its {@code status}
 * out. What cannot be decided is denied with an {@code evaluationError}, at status 200: so the API
 * server fails closed whatever its {@code failurePolicy} says, as long as it reaches us.
 */
@Path("/kubernetes/v1/authorize")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {

    private final Checks checks;
    private final JsonBody bodies;
    private final RestRequest request;
    private final KubernetesMapping mapping;
    private final boolean isImplicitDenied;

    WebhookResource(
            Checks checks,
            JsonBody bodies,
            RestRequest request,
            KubernetesMapping mapping,
            KubernetesSettings settings) {
        this.checks = checks;
        this.bodies = bodies;
        this.request = request;
        this.mapping = mapping;
        this.isImplicitDenied = settings.implicitDeny() == ImplicitDeny.DENIED;
    }

    /** Decides one review. */
    @POST
    public Uni<Response> authorize(byte[] body) {
        String id = request.id();
        JsonNode review;
        try {
            review = bodies.object(body);
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(answer(null, undecided(String.valueOf(e.getMessage()))));
        }
        return request.asking(body)
                .chain(asking -> checks.check(mapping.question(review, id), asking))
                .map(this::status)
                .onFailure(WebhookResource::isRefusal)
                .recoverWithItem(refused -> undecided(String.valueOf(refused.getMessage())))
                .map(status -> answer(review, status));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof CheckRefusedException
                || failure instanceof IllegalArgumentException;
    }

    private ObjectNode status(CheckResponse response) {
        boolean isAllowed = response.getDecision() == Decision.ALLOWED;
        boolean isDenied =
                response.getDecision() == Decision.EXPLICITLY_DENIED
                        || (!isAllowed && isImplicitDenied);
        return JsonNodeFactory.instance
                .objectNode()
                .put("allowed", isAllowed)
                .put("denied", isDenied)
                .put(
                        "reason",
                        isAllowed
                                ? "allowed by %s".formatted(response.getLayer())
                                : response.getMessage());
    }

    private static ObjectNode undecided(String why) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("allowed", false)
                .put("denied", true)
                .put("evaluationError", why);
    }

    private static Response answer(@Nullable JsonNode review, ObjectNode status) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        String version = review == null ? "" : review.path("apiVersion").asText();
        answer.put("apiVersion", version.isEmpty() ? "authorization.k8s.io/v1" : version);
        answer.put("kind", "SubjectAccessReview");
        if (review != null) {
            answer.set("spec", review.path("spec"));
        }
        answer.set("status", status);
        return Response.ok(answer).build();
    }
}
