package io.gatehouse.identity.session;

import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.EncodedDenials;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.AccountInKeyId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageRequest;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageResponse;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;

import java.util.Optional;

/**
 * What administrators ask to find their way: GetAccessKeyInfo (whose account a key belongs to) and
 * DecodeAuthorizationMessage (why a call was denied). Both need permission.
 */
@ApplicationScoped
public class KeyInfoActions implements ActionSet {

    private static final ActionName KEY_INFO = new ActionName("sts", "GetAccessKeyInfo");
    private static final ActionName DECODE = new ActionName("sts", "DecodeAuthorizationMessage");

    private final Pool database;
    private final Gate gate;
    private final EncodedDenials denials;

    KeyInfoActions(Pool database, Gate gate, EncodedDenials denials) {
        this.database = database;
        this.gate = gate;
        this.denials = denials;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetAccessKeyInfoRequest.class, this::keyInfo);
        actions.on(DecodeAuthorizationMessageRequest.class, this::decode);
    }

    private Uni<GetAccessKeyInfoResponse> keyInfo(GetAccessKeyInfoRequest request, Call call) {
        return gate.require(call, KEY_INFO, Guard.NO_RESOURCE, ContextKeys.none())
                .chain(_ -> accountOf(request.accessKeyId()))
                .map(account ->
                        GetAccessKeyInfoResponse.builder()
                                .account(
                                        account.orElseThrow(() -> unknown(request.accessKeyId()))
                                                .digits())
                                .build());
    }

    private Uni<Optional<AccountId>> accountOf(String keyId) {
        Optional<AccountId> named = AccountInKeyId.accountOf(keyId);
        return named.isPresent()
                ? Uni.createFrom().item(named)
                : AccessKeyView.accountOf(database, keyId);
    }

    private static RefusedException unknown(String keyId) {
        return RefusedException.of(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "The access key ID %s is not one of this service.".formatted(keyId));
    }

    private Uni<DecodeAuthorizationMessageResponse> decode(
            DecodeAuthorizationMessageRequest request, Call call) {
        return gate.require(call, DECODE, Guard.NO_RESOURCE, ContextKeys.none())
                .map(_ ->
                        denials.decoded(call.account(), request.encodedMessage())
                                .orElseThrow(() ->
                                        RefusedException.of(
                                                ErrorCode.INVALID_AUTHORIZATION_MESSAGE,
                                                "The message cannot be decoded: it is not one of"
                                                        + " this account, or was changed.")))
                .map(message ->
                        DecodeAuthorizationMessageResponse.builder()
                                .decodedMessage(message)
                                .build());
    }
}
