package io.gatehouse.identity.account;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.account.AccountCommand.CreateAccount;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;

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
}
