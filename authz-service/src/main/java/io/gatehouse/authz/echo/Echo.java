package io.gatehouse.authz.echo;

import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Reason;
import io.gatehouse.authz.v1.Staleness;

/**
 * An answer of the usual size that says nothing: a denial of the layer {@code echo}, so that nobody
 * who asks here by mistake is let in.
 */
final class Echo {

    private static final CheckResponse TEMPLATE =
            CheckResponse.newBuilder()
                    .setDecision(Decision.IMPLICITLY_DENIED)
                    .setLayer("echo")
                    .addBecause(
                            Reason.newBuilder()
                                    .setPolicy("arn:aws:iam::100000000001:policy/policy-1234")
                                    .setPolicyVersion("v1")
                                    .setStatement(7)
                                    .setLayer("identity"))
                    .setRevision("e1.100000000001.identity.1~e1.100000000001.policy.1")
                    .setSemantics("2026-01")
                    .setStaleness(Staleness.FRESH)
                    .build();

    private Echo() {}

    /** Made anew for each request, as decisions are. */
    static CheckResponse of(String action) {
        return TEMPLATE.toBuilder().setMessage(action).build();
    }
}
