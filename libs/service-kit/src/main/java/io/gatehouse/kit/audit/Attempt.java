package io.gatehouse.kit.audit;

import io.gatehouse.kit.call.Call;
import io.gatehouse.model.AccountId;

import java.util.List;

/**
 * What somebody tried.
 *
 * @param account of who tried
 * @param principalId unique id of who tried; the account id for root; {@link #UNAUTHENTICATED}
 *     where the caller was not verified
 * @param actor ARNs, outermost caller first
 * @param action such as {@code iam:CreateUser}
 * @param resource an ARN or {@code *}
 * @param sourceIp empty where there was no connection
 * @param userAgent empty where there was none
 */
public record Attempt(
        AccountId account,
        String principalId,
        List<String> actor,
        String action,
        String resource,
        String sourceIp,
        String userAgent,
        String requestId) {

    /**
     * The principal of an attempt whose caller was not verified; such attempts are rate-limited.
     */
    public static final String UNAUTHENTICATED = "unauthenticated";

    public Attempt {
        actor = List.copyOf(actor);
    }

    /** Of a verified request. */
    public static Attempt of(Call call, String action, String resource) {
        return new Attempt(
                call.account(),
                call.caller().principalId(),
                call.actors(),
                action,
                resource,
                call.sourceIp(),
                call.userAgent(),
                call.requestId());
    }
}
