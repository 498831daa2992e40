package io.gatehouse.identity.console;

import io.gatehouse.identity.federation.SamlArrivals.Posted;
import io.gatehouse.identity.federation.SignInProviders;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.internal.v1.ArriveWithAssertionRequest;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** What AWS's model demands of what is typed here, which comes by no model. */
final class ConsoleInput {

    private static final Pattern PASSWORD =
            Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]{1,128}");

    private ConsoleInput() {}

    /** Fails with InvalidInput for what names no provider of SAML. */
    static Posted posted(ArriveWithAssertionRequest request) {
        if (!AccountId.isValid(request.getAccount())
                || !EntityName.isValid(request.getProviderName())) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "This is the page of no provider.");
        }
        String role = request.getRoleArn();
        if (!role.isEmpty() && !Arn.isArn(role)) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "`%s` is no role".formatted(role));
        }
        return new Posted(
                SignInProviders.saml(
                        new AccountId(request.getAccount()), request.getProviderName()),
                request.getSamlResponse(),
                URI.create(request.getRecipient()),
                request.getBegun(),
                role.isEmpty() ? Optional.empty() : Optional.of(Arn.parse(role)),
                request.getConfirmed());
    }

    /** Fails with InvalidInput; what was typed is not repeated. */
    static void requirePassword(String text) {
        if (!PASSWORD.matcher(text).matches()) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "A password has 1 to 128 characters of the Latin-1 set.");
        }
    }
}
