package io.gatehouse.identity.account;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;

import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeleteAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.accesskey.Credentials;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Replaces the keys of an account's root, for the operator of the machine: also the first key of an
 * imported account. The new key is in its file before the commit that makes it valid (DESIGN 4).
 */
@ApplicationScoped
public class RootKeys {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final Credentials credentials;
    private final Optional<Path> directory;

    RootKeys(
            Commands commands,
            Credentials credentials,
            @ConfigProperty(name = "gatehouse.root-keys.dir") Optional<Path> directory) {
        this.commands = commands;
        this.credentials = credentials;
        this.directory = directory;
    }

    /**
     * Ends all keys of the account's root and makes a new one.
     *
     * <p>Answers the file that it was left in, of mode 0600. Fails with FeatureDisabled where this
     * service has no directory for such files, NoSuchEntity where there is no such account.
     */
    public Uni<Path> reset(AccountId account) {
        Path file =
                directory
                        .orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.FEATURE_DISABLED,
                                        "`gatehouse.root-keys.dir` is not set"))
                        .resolve("root-key-" + account);
        UniqueId id = UniqueId.random(IdKind.ACCESS_KEY, CHANCE);
        SecretKey secret = SecretKey.random();
        return commands.run(
                        Origin.ofItself(
                                account,
                                "gatehouse:ResetRootKey",
                                "reset-root-key-" + UUID.randomUUID()),
                        account,
                        ACCOUNTS,
                        moment -> asked(moment, account, id, secret, file))
                .replaceWith(file);
    }

    private Uni<Asked<AccountCommand>> asked(
            Moment moment, AccountId account, UniqueId id, SecretKey secret, Path file) {
        return AccessKeyView.all(moment.sql(), account)
                .map(keys -> {
                    List<AccountCommand> steps = new ArrayList<>();
                    keys.stream()
                            .filter(owned -> owned.user().isEmpty())
                            .forEach(owned ->
                                    steps.add(
                                            new ChangeRootKey(
                                                    new DeleteAccessKey(owned.key().id()))));
                    steps.add(new ChangeRootKey(new CreateAccessKey(id, moment.now())));
                    return new Asked.Of<>(
                            account.digits(),
                            steps,
                            sql ->
                                    credentials
                                            .keep(sql, id, secret)
                                            .invoke(() -> RootKeyFile.write(file, id, secret)));
                });
    }
}
