package io.gatehouse.identity.authentication;

import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Requests that nobody signs, because they bring what a provider vouches for (SEMANTICS 8). Their
 * caller is nobody, addressed to the account of the first ARN that the form names; whatever
 * signature comes along does not count.
 */
final class UnsignedRequests {

    private static final Set<String> ACTIONS =
            Set.of("sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "POST /oauth2/token");
    private static final Set<String> ADDRESSES =
            Set.of("RoleArn", "PrincipalArn", "audience", "resource");

    /** Where no account is named; the action then says what is wrong. */
    private static final AccountId NOBODYS = new AccountId("000000000000");

    private UnsignedRequests() {}

    /** Empty where the action must be signed. */
    static Optional<Caller> caller(AuthenticateRequest request) {
        return ACTIONS.contains(request.getAction())
                ? Optional.of(Caller.Unsigned.nobody(account(form(request))))
                : Optional.empty();
    }

    private static String form(AuthenticateRequest request) {
        int query = request.getUri().indexOf('?');
        return request.getMethod().equals("GET") && query >= 0
                ? request.getUri().substring(query + 1)
                : request.getBody().toStringUtf8();
    }

    private static AccountId account(String form) {
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && ADDRESSES.contains(pair.substring(0, equals))) {
                Optional<AccountId> account = accountOf(pair.substring(equals + 1));
                if (account.isPresent()) {
                    return account.get();
                }
            }
        }
        return NOBODYS;
    }

    private static Optional<AccountId> accountOf(String encoded) {
        try {
            String text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            return Optional.of(text)
                    .filter(Arn::isArn)
                    .map(arn -> Arn.parse(arn).account())
                    .filter(AccountId::isValid)
                    .map(AccountId::new);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded: names no account.
            return Optional.empty();
        }
    }
}
