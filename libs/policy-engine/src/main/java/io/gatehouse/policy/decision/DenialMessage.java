package io.gatehouse.policy.decision;

/** AWS's sentence for a denial (SEMANTICS 6). */
public final class DenialMessage {

    private DenialMessage() {}

    /** For the caller; empty if the verdict is an allow. Names no policy. */
    public static String of(AuthorizationRequest request, Verdict verdict) {
        String action = request.action();
        String start =
                "User: %s is not authorized to perform: %s%s"
                        .formatted(
                                request.principal() instanceof Principal.Anonymous
                                        ? "anonymous"
                                        : request.principal().arn(),
                                action,
                                request.resource().equals("*")
                                        ? ""
                                        : " on resource: " + request.resource());
        return switch (verdict.decision()) {
            case ALLOWED -> "";
            case EXPLICITLY_DENIED ->
                    start + " with an explicit deny in " + withArticle(verdict.layer());
            case IMPLICITLY_DENIED ->
                    verdict.layer() == Layer.ENGINE
                            ? start
                            : "%s because no %s allows the %s action"
                                    .formatted(start, verdict.layer().phrase(), action);
        };
    }

    private static String withArticle(Layer layer) {
        String article = layer == Layer.IDENTITY ? "an " : "a ";
        return article + layer.phrase();
    }
}
