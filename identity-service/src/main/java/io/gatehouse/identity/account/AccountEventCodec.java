package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyEventCodec;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;
import io.gatehouse.model.AccountId;

/** The events of accounts on the wire. An account's name may be a person's: it is sealed. */
public final class AccountEventCodec implements EventCodec<AccountEvent> {

    private static final AccessKeyEventCodec KEYS = new AccessKeyEventCodec("account.root-key");

    @Override
    public Written write(AccountEvent event, PersonalValues personal) {
        return switch (event) {
            case AccountCreated(var id, var name, var first, var at) ->
                    Fields.writing(personal)
                            .put("account", id)
                            .putPersonal("name", name)
                            .put("first", first)
                            .put("created", at)
                            .as("account.created", 1);
            case RootKeyChanged(var change) -> KEYS.write(change);
        };
    }

    @Override
    public AccountEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "account.created" ->
                    new AccountCreated(
                            new AccountId(fields.text("account")),
                            fields.personalText("name"),
                            fields.flag("first"),
                            fields.instant("created"));
            default ->
                    KEYS.read(written)
                            .<AccountEvent>map(RootKeyChanged::new)
                            .orElseThrow(() -> new UnknownEventException(written));
        };
    }
}
