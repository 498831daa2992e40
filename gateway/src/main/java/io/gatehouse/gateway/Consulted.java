package io.gatehouse.gateway;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The accounts whose logs a request has to see: the caller's, that of the role it asks for, and
 * {@code aws} (DESIGN 2, "Revision token").
 */
final class Consulted {

    private static final String ASSUMES = "sts:AssumeRole";
    private static final String EVERYONES = "aws";

    private Consulted() {}

    /** All of them but the caller's own account, which may be among them all the same. */
    static List<String> besideCallers(Inbound inbound, Destination to) {
        List<String> accounts = new ArrayList<>();
        if (to.action().startsWith(ASSUMES)) {
            accountOfRole(inbound).ifPresent(accounts::add);
        }
        accounts.add(EVERYONES);
        return accounts;
    }

    /** What cannot be read is for the owning service to refuse. */
    private static Optional<String> accountOfRole(Inbound inbound) {
        try {
            return Form.parameter(inbound.content(), "RoleArn")
                    .filter(Arn::isArn)
                    .map(arn -> Arn.parse(arn).account())
                    .filter(AccountId::isValid);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
