package io.gatehouse.kit.call;

import io.gatehouse.internal.v1.CallerKind;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.util.Optional;

/** {@link Caller} as it travels in {@code AuthenticateResponse}. */
public final class CallerMessages {

    private CallerMessages() {}

    public static io.gatehouse.internal.v1.Caller toMessage(Caller caller) {
        var message =
                io.gatehouse.internal.v1.Caller.newBuilder()
                        .setKind(kind(caller))
                        .setAccount(caller.account().digits())
                        .setArn(caller.arn().toString())
                        .setPrincipalId(caller.principalId())
                        .setAccessKeyId(caller.accessKeyId());
        caller.chain().forEach(arn -> message.addChain(arn.toString()));
        caller.session().ifPresent(token -> message.setSessionToken(token.text()));
        if (caller instanceof Caller.User user) {
            message.setUserName(user.userName());
        }
        return message.build();
    }

    /** Throws IllegalArgumentException for a message that is no caller. */
    public static Caller fromMessage(io.gatehouse.internal.v1.Caller message) {
        AccountId account = new AccountId(message.getAccount());
        String key = message.getAccessKeyId();
        return switch (message.getKind()) {
            case ROOT -> new Caller.Root(account, key, session(message));
            case USER ->
                    new Caller.User(
                            account,
                            Arn.parse(message.getArn()),
                            message.getPrincipalId(),
                            message.getUserName(),
                            key,
                            session(message));
            case ASSUMED_ROLE ->
                    new Caller.AssumedRole(
                            account,
                            Arn.parse(message.getArn()),
                            message.getPrincipalId(),
                            key,
                            message.getChainList().stream().map(Arn::parse).toList(),
                            new SessionToken(message.getSessionToken()));
            case FEDERATED_USER ->
                    new Caller.FederatedUser(
                            account,
                            Arn.parse(message.getArn()),
                            message.getPrincipalId(),
                            key,
                            message.getChainList().stream().map(Arn::parse).toList(),
                            new SessionToken(message.getSessionToken()));
            case UNSIGNED ->
                    new Caller.Unsigned(
                            account, Arn.parse(message.getArn()), message.getPrincipalId());
            case CALLER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("a caller of no known kind");
        };
    }

    private static Optional<SessionToken> session(io.gatehouse.internal.v1.Caller message) {
        return message.getSessionToken().isEmpty()
                ? Optional.empty()
                : Optional.of(new SessionToken(message.getSessionToken()));
    }

    private static CallerKind kind(Caller caller) {
        return switch (caller) {
            case Caller.Root _ -> CallerKind.ROOT;
            case Caller.User _ -> CallerKind.USER;
            case Caller.AssumedRole _ -> CallerKind.ASSUMED_ROLE;
            case Caller.FederatedUser _ -> CallerKind.FEDERATED_USER;
            case Caller.Unsigned _ -> CallerKind.UNSIGNED;
        };
    }
}
