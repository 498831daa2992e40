package io.gatehouse.identity.login;

import java.util.List;

/**
 * What was found out about a password before the transaction.
 *
 * @param complaints of the account's password policy
 * @param isReused whether it is one of the former passwords that may not come back
 * @param since the version of the login profile that it was compared with
 */
public record NewPassword(List<String> complaints, boolean isReused, int since) {

    public NewPassword {
        complaints = List.copyOf(complaints);
    }
}
