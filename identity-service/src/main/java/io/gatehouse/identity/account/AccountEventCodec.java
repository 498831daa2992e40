package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyEventCodec;
import io.gatehouse.identity.account.AccountEvent.AccountAliasChosen;
import io.gatehouse.identity.account.AccountEvent.AccountAliasReleased;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicyRemoved;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicySet;
import io.gatehouse.identity.account.AccountEvent.QuotaReset;
import io.gatehouse.identity.account.AccountEvent.QuotaSet;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.account.AccountEvent.TokenVersionChosen;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.EventCodec.Written;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.UnknownEventException;
import io.gatehouse.model.AccountId;

import java.util.Optional;

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
            case AccountAliasChosen(var alias) ->
                    Fields.writing(personal)
                            .putPersonal("alias", alias.text())
                            .as("account.alias-chosen", 1);
            case AccountAliasReleased(var alias) ->
                    Fields.writing(personal)
                            .putPersonal("alias", alias.text())
                            .as("account.alias-released", 1);
            case PasswordPolicySet(var policy) -> write(policy);
            case PasswordPolicyRemoved() ->
                    Fields.writing(personal).as("account.password-policy-removed", 1);
            case QuotaSet(var quota, var limit) ->
                    Fields.writing(personal)
                            .put("quota", quota.wire())
                            .put("limit", limit)
                            .as("account.quota-set", 1);
            case QuotaReset(var quota) ->
                    Fields.writing(personal)
                            .put("quota", quota.wire())
                            .as("account.quota-reset", 1);
            case TokenVersionChosen(var version) ->
                    Fields.writing(personal)
                            .put("version", version.wire())
                            .as("account.token-version-chosen", 1);
        };
    }

    /** No age and no reuse prevention are written as 0. */
    private static Written write(PasswordPolicy policy) {
        return Fields.writing(PersonalValues.CLEAR)
                .put("minimum_length", policy.minimumLength())
                .put("symbols", policy.symbols())
                .put("numbers", policy.numbers())
                .put("uppercase", policy.uppercase())
                .put("lowercase", policy.lowercase())
                .put("users_may_change", policy.usersMayChange())
                .put("maximum_age_days", policy.maximumAgeDays().orElse(0))
                .put("reuse_prevention", policy.reusePrevention().orElse(0))
                .put("hard_expiry", policy.hardExpiry())
                .as("account.password-policy-set", 1);
    }

    private static PasswordPolicy policy(Fields fields) {
        return new PasswordPolicy(
                (int) fields.number("minimum_length"),
                fields.flag("symbols"),
                fields.flag("numbers"),
                fields.flag("uppercase"),
                fields.flag("lowercase"),
                fields.flag("users_may_change"),
                unlessZero(fields.number("maximum_age_days")),
                unlessZero(fields.number("reuse_prevention")),
                fields.flag("hard_expiry"));
    }

    private static Optional<Integer> unlessZero(long number) {
        return number == 0 ? Optional.empty() : Optional.of((int) number);
    }

    /** An alias that was erased was somebody's: this one is nobody's. */
    private static AccountAlias alias(Fields fields) {
        String text = fields.personalText("alias");
        return new AccountAlias(text.isEmpty() ? "erased" : text);
    }

    private static Quota quota(Fields fields) {
        String name = fields.text("quota");
        return Quota.find(name)
                .orElseThrow(() -> new IllegalStateException("no quota is named " + name));
    }

    private static TokenVersion tokenVersion(Fields fields) {
        String name = fields.text("version");
        return TokenVersion.find(name)
                .orElseThrow(() -> new IllegalStateException("no token version is named " + name));
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
            case "account.alias-chosen" -> new AccountAliasChosen(alias(fields));
            case "account.alias-released" -> new AccountAliasReleased(alias(fields));
            case "account.password-policy-set" -> new PasswordPolicySet(policy(fields));
            case "account.password-policy-removed" -> new PasswordPolicyRemoved();
            case "account.quota-set" -> new QuotaSet(quota(fields), (int) fields.number("limit"));
            case "account.quota-reset" -> new QuotaReset(quota(fields));
            case "account.token-version-chosen" -> new TokenVersionChosen(tokenVersion(fields));
            default ->
                    KEYS.read(written)
                            .<AccountEvent>map(RootKeyChanged::new)
                            .orElseThrow(() -> new UnknownEventException(written));
        };
    }
}
