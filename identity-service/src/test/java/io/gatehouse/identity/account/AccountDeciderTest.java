package io.gatehouse.identity.account;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.account.AccountCommand.ChooseAlias;
import io.gatehouse.identity.account.AccountCommand.ChooseTokenVersion;
import io.gatehouse.identity.account.AccountCommand.CreateAccount;
import io.gatehouse.identity.account.AccountCommand.ReleaseAlias;
import io.gatehouse.identity.account.AccountCommand.RemovePasswordPolicy;
import io.gatehouse.identity.account.AccountCommand.ResetQuota;
import io.gatehouse.identity.account.AccountCommand.SetPasswordPolicy;
import io.gatehouse.identity.account.AccountCommand.SetQuota;
import io.gatehouse.identity.account.AccountEvent.AccountAliasChosen;
import io.gatehouse.identity.account.AccountEvent.AccountAliasReleased;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicyRemoved;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicySet;
import io.gatehouse.identity.account.AccountEvent.QuotaReset;
import io.gatehouse.identity.account.AccountEvent.QuotaSet;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.account.AccountEvent.TokenVersionChosen;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class AccountDeciderTest {

    private static final AccountId ID = new AccountId("111111111111");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final AccountCreated CREATED = new AccountCreated(ID, "shop", true, NOW);

    private static Account after(AccountEvent... events) {
        Account account = Account.ABSENT;
        for (AccountEvent event : events) {
            account = Account.evolve(account, event);
        }
        return account;
    }

    private static Decision<AccountEvent> decide(Account account, AccountCommand command) {
        return AccountDecider.decide(account, command, Quotas.DEFAULT);
    }

    private static ChangeRootKey key(char last) {
        return new ChangeRootKey(new CreateAccessKey(id(last), NOW));
    }

    private static UniqueId id(char last) {
        return new UniqueId("AKIAAAAAAAAAAAAAAAA" + last);
    }

    private static RootKeyChanged made(char last) {
        return new RootKeyChanged(new AccessKeyCreated(id(last), NOW));
    }

    @Test
    void an_account_is_created_once() {
        happens(decide(Account.ABSENT, new CreateAccount(ID, "shop", true, NOW)), CREATED);
        refused(
                decide(after(CREATED), new CreateAccount(ID, "shop", true, NOW)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Account 111111111111 already exists.");
    }

    @Test
    void root_has_two_keys_at_most() {
        happens(decide(after(CREATED), key('A')), made('A'));
        refused(
                decide(after(CREATED, made('A'), made('B')), key('C')),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void an_account_that_is_absent_has_no_root_key() {
        refused(decide(Account.ABSENT, key('A')), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        assertThatThrownBy(() -> after(made('A'))).isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, CREATED))
                .isInstanceOf(CorruptStreamException.class);
    }

    private static final AccountAlias ALIAS = new AccountAlias("back-office");
    private static final PasswordPolicy POLICY =
            new PasswordPolicy(
                    8, true, false, false, false, true, Optional.empty(), Optional.of(3), false);

    @Test
    void everything_but_creation_is_refused_while_absent() {
        for (AccountCommand command :
                List.of(
                        key('A'),
                        new ChooseAlias(ALIAS),
                        new ReleaseAlias(ALIAS),
                        new SetPasswordPolicy(POLICY),
                        new RemovePasswordPolicy(),
                        new SetQuota(Quota.USERS, 1),
                        new ResetQuota(Quota.USERS),
                        new ChooseTokenVersion(TokenVersion.ONE))) {
            refused(decide(Account.ABSENT, command), ErrorCode.NO_SUCH_ENTITY);
        }
    }

    @Test
    void an_alias_is_chosen_and_released() {
        Account named = after(CREATED, new AccountAliasChosen(ALIAS));
        happens(decide(after(CREATED), new ChooseAlias(ALIAS)), new AccountAliasChosen(ALIAS));
        refused(decide(named, new ChooseAlias(ALIAS)), ErrorCode.ENTITY_ALREADY_EXISTS);
        happens(decide(named, new ReleaseAlias(ALIAS)), new AccountAliasReleased(ALIAS));
        refused(decide(after(CREATED), new ReleaseAlias(ALIAS)), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void a_password_policy_is_set_and_removed() {
        Account strict = after(CREATED, new PasswordPolicySet(POLICY));
        happens(
                decide(after(CREATED), new SetPasswordPolicy(POLICY)),
                new PasswordPolicySet(POLICY));
        nothing(decide(strict, new SetPasswordPolicy(POLICY)));
        happens(decide(strict, new RemovePasswordPolicy()), new PasswordPolicyRemoved());
        refused(
                decide(after(CREATED), new RemovePasswordPolicy()),
                ErrorCode.NO_SUCH_ENTITY,
                "The Password Policy with domain name 111111111111 cannot be found.");
    }

    @Test
    void a_quota_is_set_and_goes_back_to_its_default() {
        Account small = after(CREATED, new QuotaSet(Quota.USERS, 7));
        happens(decide(after(CREATED), new SetQuota(Quota.USERS, 7)), new QuotaSet(Quota.USERS, 7));
        nothing(decide(small, new SetQuota(Quota.USERS, 7)));
        happens(decide(small, new ResetQuota(Quota.USERS)), new QuotaReset(Quota.USERS));
        nothing(decide(after(CREATED), new ResetQuota(Quota.USERS)));
        refused(
                decide(small, new SetQuota(Quota.USERS, -1)),
                ErrorCode.INVALID_INPUT,
                "the limit of `UsersPerAccount` is 0 to 1000000, not -1");
    }

    @Test
    void a_token_version_is_chosen_in_place_of_the_one_before() {
        nothing(decide(after(CREATED), new ChooseTokenVersion(TokenVersion.STANDARD)));
        TokenVersionChosen one = new TokenVersionChosen(TokenVersion.ONE);
        happens(decide(after(CREATED), new ChooseTokenVersion(TokenVersion.ONE)), one);
        nothing(decide(after(CREATED, one), new ChooseTokenVersion(TokenVersion.ONE)));
        happens(
                decide(after(CREATED, one), new ChooseTokenVersion(TokenVersion.TWO)),
                new TokenVersionChosen(TokenVersion.TWO));
    }

    @Test
    void what_is_no_alias_is_none() {
        for (String text : List.of("ab", "-abc", "abc-", "a--b", "Abc", "123456789012", "a.b")) {
            assertThat(AccountAlias.isValid(text)).as(text).isFalse();
        }
        assertThat(AccountAlias.isValid("a-b-3")).isTrue();
    }
}
