package io.gatehouse.gateway;

/**
 * Where a request goes and what it is called there.
 *
 * @param owner the service that owns the action
 * @param action as the internal token names it: {@code iam:CreateUser}, or {@code POST
 *     /api/accounts}
 * @param path at the owning service
 * @param unsigned whether nobody signs it, because it brings what a provider vouches for: an
 *     address may send fewer of these
 * @param needsHeads whether the owner authorises it, and so must know how fresh to be; {@code
 *     sts:GetCallerIdentity} needs no permission (SEMANTICS 8)
 */
record Destination(Owner owner, String action, String path, boolean needsHeads, boolean unsigned) {

    Destination(Owner owner, String action, String path, boolean needsHeads) {
        this(owner, action, path, needsHeads, false);
    }

    /** The services that own actions, by the name that internal tokens give as audience. */
    enum Owner {
        IDENTITY("identity"),
        POLICY("policy"),
        AUTHZ("authz");

        private final String audience;

        Owner(String audience) {
            this.audience = audience;
        }

        String audience() {
            return audience;
        }
    }
}
