package io.gatehouse.identity.session;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

/** ARNs of sessions; the path of the role does not stand in them (SEMANTICS 2). */
public final class SessionNames {

    private SessionNames() {}

    public static Arn ofRole(AccountId account, String roleName, String sessionName) {
        return Arn.sts(account, "assumed-role/" + roleName + "/" + sessionName);
    }

    public static Arn ofFederated(AccountId account, String name) {
        return Arn.sts(account, "federated-user/" + name);
    }
}
