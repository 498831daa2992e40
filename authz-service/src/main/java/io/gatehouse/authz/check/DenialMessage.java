package io.gatehouse.authz.check;

import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.Layer;
import io.gatehouse.policy.decision.Verdict;

/** AWS's sentence for a denial (SEMANTICS 6). */
final class DenialMessage {

    private DenialMessage() {}

    /** Empty when the verdict allows. */
    static String of(AuthorizationRequest request, Verdict verdict) {
        if (verdict.isAllowed()) {
            return "";
        }
        return "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(
                        request.principal().arn(),
                        request.action(),
                        request.resource(),
                        because(request, verdict));
    }

    private static String because(AuthorizationRequest request, Verdict verdict) {
        Layer layer = verdict.layer();
        if (layer == Layer.ENGINE || layer == Layer.ROOT) {
            return "because the evaluation failed";
        }
        if (verdict.decision() == Decision.EXPLICITLY_DENIED) {
            return "with an explicit deny in %s %s".formatted(article(layer), layer.phrase());
        }
        return "because no %s allows the %s action".formatted(layer.phrase(), request.action());
    }

    private static String article(Layer layer) {
        return layer.phrase().startsWith("i") ? "an" : "a";
    }
}
