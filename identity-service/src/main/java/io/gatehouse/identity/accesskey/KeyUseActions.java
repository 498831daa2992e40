package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;

import java.util.List;
import java.util.Optional;

/** GetAccessKeyLastUsed, authorised on the user who has the key. */
@ApplicationScoped
public class KeyUseActions implements ActionSet {

    private final KeyUses uses;
    private final Gate gate;
    private final Pool database;

    KeyUseActions(KeyUses uses, Gate gate, Pool database) {
        this.uses = uses;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetAccessKeyLastUsedRequest.class, this::read);
    }

    private Uni<GetAccessKeyLastUsedResponse> read(GetAccessKeyLastUsedRequest request, Call call) {
        UniqueId key = KeyOwners.keyId(request.accessKeyId());
        return AccessKeyView.owner(database, call.account(), key)
                .chain(owner ->
                        gate.require(
                                        call,
                                        "GetAccessKeyLastUsed",
                                        resource(call, owner),
                                        owner.flatMap(AccessKeyView.Owner::user)
                                                .map(user ->
                                                        ContextKeys.none()
                                                                .withResourceTags(
                                                                        Form.tagMap(user.tags())))
                                                .orElse(ContextKeys.none()))
                                .replaceWith(owner))
                .chain(owner -> {
                    if (owner.isEmpty()) {
                        throw KeyOwners.absent(request.accessKeyId());
                    }
                    return uses.of(List.of(key))
                            .map(used -> Optional.ofNullable(used.get(key)))
                            .map(use -> answer(owner.get(), use));
                });
    }

    private static Object resource(Call call, Optional<AccessKeyView.Owner> owner) {
        if (owner.isEmpty()) {
            return Arn.iam(call.account(), "user/unknown");
        }
        return owner.get()
                .user()
                .map(UserRow::arn)
                .orElseGet(() -> Arn.iam(call.account(), "root"));
    }

    private static GetAccessKeyLastUsedResponse answer(
            AccessKeyView.Owner owner, Optional<KeyUse> use) {
        return GetAccessKeyLastUsedResponse.builder()
                .userName(owner.user().map(user -> user.name().text()).orElse(null))
                .accessKeyLastUsed(last ->
                        last.lastUsedDate(use.map(u -> Reply.date(u.used())).orElse(null))
                                .serviceName(use.map(KeyUse::service).orElse("N/A"))
                                .region(use.map(KeyUse::region).orElse("N/A")))
                .build();
    }
}
