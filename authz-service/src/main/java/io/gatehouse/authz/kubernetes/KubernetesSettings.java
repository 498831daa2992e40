package io.gatehouse.authz.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a SubjectAccessReview becomes a question: docs/integrations/kubernetes.md. */
@ConfigMapping(prefix = "gatehouse.kubernetes")
public interface KubernetesSettings {

    /** What {@code {cluster}} stands for. */
    @WithDefault("cluster")
    String cluster();

    /** Of a person or client: {@code {user}} is its name. */
    @WithDefault("arn:aws:iam::{account}:user/{user}")
    String user();

    /** Of a service account: {@code {namespace}} and {@code {name}} are its own. */
    @WithDefault("arn:aws:iam::{account}:role/kubernetes/{namespace}/{name}")
    String serviceAccount();

    @WithDefault("kubernetes:{verb}")
    String action();

    /**
     * Of what is in no namespace, {@code {namespace}} is {@code -}; of all names, {@code {name}} is
     * {@code *}.
     */
    @WithDefault("arn:aws:kubernetes:{cluster}:{account}:{namespace}/{group}/{resource}/{name}")
    String resource();

    /** Of a URL that is no resource, such as {@code /healthz}. */
    @WithDefault("arn:aws:kubernetes:{cluster}:{account}:url{path}")
    String url();

    /** What a denial without an explicit Deny means to the API server. */
    @WithDefault("denied")
    ImplicitDeny implicitDeny();

    /** An explicit Deny, and a review that cannot be decided, always is {@code denied}. */
    enum ImplicitDeny {
        /** No: nobody after this webhook is asked. */
        DENIED,
        /** Others in the chain of authorizers may still say yes. */
        NO_OPINION
    }
}
