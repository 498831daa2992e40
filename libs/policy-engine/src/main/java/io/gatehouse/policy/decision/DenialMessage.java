package io.gatehouse.policy.decision;

/** AWS's sentence for a denial (SEMANTICS 6). */
public final class DenialMessage {

    private DenialMessage() {}

    /** For the caller; empty if the verdict is an allow. Names no policy. */
    public static String of(AuthorizationRequest request, Verdict verdict) {
        return switch (verdict.decision()) {
            case ALLOWED -> "";
            case EXPLICITLY_DENIED ->
                    start(request) + " with an explicit deny in " + withArticle(verdict.layer());
            case IMPLICITLY_DENIED ->
                    verdict.layer() == Layer.ENGINE
                            ? start(request)
                            : start(request)
                                    + " because no "
                                    + verdict.layer().phrase()
                                    + " allows the "
                                    + request.action()
                                    + " action";
        };
    }

    private static String start(AuthorizationRequest request) {
        String who =
                request.principal() instanceof Principal.Anonymous
                        ? "anonymous"
                        : request.principal().arn();
        String start = "User: " + who + " is not authorized to perform: " + request.action();
        return request.resource().equals("*")
                ? start
                : start + " on resource: " + request.resource();
    }

    private static String withArticle(Layer layer) {
        String article = layer == Layer.IDENTITY ? "an " : "a ";
        return article + layer.phrase();
    }
}
