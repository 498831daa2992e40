package io.gatehouse.standalone;

import io.gatehouse.model.AccountId;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where one Gatehouse keeps what it knows: history (PostgreSQL), topics (Kafka), keys, passwords,
 * logs and the AWS files of its first account. Mode 0700; every secret in it is a file of mode
 * 0600.
 */
record DataDirectory(Path root) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> KEYS =
            List.of("facts-1.key", "internal-1.key", "master-1.key", "personal-1.key");

    Path postgres() {
        return root.resolve("postgres");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    /** Of authz-service: what it starts from. */
    Path factsSnapshot() {
        return run().resolve("facts.snapshot");
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path run() {
        return root.resolve("run");
    }

    /** Where a service counts who used what; made by the service. */
    Path usage(String service) {
        return root.resolve("usage").resolve(service);
    }

    Path credentials() {
        return root.resolve("credentials");
    }

    Path config() {
        return root.resolve("config");
    }

    /**
     * Where identity-service leaves the first root key; the launcher makes {@link #credentials} of
     * it.
     */
    Path rootKey() {
        return root.resolve("root-key");
    }

    Path state() {
        return run().resolve("state.properties");
    }

    Path lock() {
        return run().resolve("lock");
    }

    /**
     * Makes what is missing: directories, and a random key under every name that the services' key
     * provider reads.
     */
    void prepare() {
        for (Path directory : List.of(root, keys(), logs(), run())) {
            PrivateFiles.directory(directory);
        }
        for (String key : KEYS) {
            randomText(keys().resolve(key), 32, Base64.getEncoder());
        }
    }

    /** The password of a database role, made when it is first asked for. */
    String password(String role) {
        return randomText(
                run().resolve("password-" + role), 24, Base64.getUrlEncoder().withoutPadding());
    }

    /**
     * The first account's id: what is wished, else a random one; the same for ever after.
     *
     * @throws LaunchFailure if another was wished than the directory has
     */
    AccountId firstAccount(Optional<AccountId> wished) {
        Path file = root.resolve("account-id");
        if (Files.exists(file)) {
            AccountId kept = new AccountId(PrivateFiles.read(file).strip());
            if (wished.isPresent() && !wished.get().equals(kept)) {
                throw new LaunchFailure(
                        "%s belongs to account %s, not %s: leave --account-id out, or choose another directory with --data"
                                .formatted(root, kept, wished.get()));
            }
            return kept;
        }
        AccountId account = wished.orElseGet(DataDirectory::randomAccount);
        PrivateFiles.write(file, account + "\n");
        return account;
    }

    private static AccountId randomAccount() {
        return new AccountId(Long.toString(RANDOM.nextLong(100_000_000_000L, 1_000_000_000_000L)));
    }

    private static String randomText(Path file, int bytes, Base64.Encoder encoder) {
        if (!Files.exists(file)) {
            byte[] random = new byte[bytes];
            RANDOM.nextBytes(random);
            PrivateFiles.write(file, encoder.encodeToString(random) + "\n");
        }
        return PrivateFiles.read(file).strip();
    }
}
