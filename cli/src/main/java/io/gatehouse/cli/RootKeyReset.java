package io.gatehouse.cli;

import io.gatehouse.internal.v1.IdentityQuestionsGrpc;
import io.gatehouse.internal.v1.ResetRootKeyRequest;
import io.gatehouse.internal.v1.ResetRootKeyResponse;
import io.grpc.StatusRuntimeException;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks identity-service for a new root key. The secret crosses no wire: the service leaves it in a
 * file of mode 0600, which is read here. The profile of the first account is written anew with it.
 */
final class RootKeyReset {

    private static final int SECONDS = 30;
    private final LocalGatehouse place;

    RootKeyReset(LocalGatehouse place) {
        this.place = place;
    }

    /**
     * @throws CommandFailure if the service refuses or does not answer
     */
    void run(String account) {
        Path file = Path.of(ask(account));
        try {
            String key = Files.readString(file);
            if (isFirst(account)) {
                keepAsProfile(key);
                Files.delete(file);
                System.out.printf(
                        "account %s has a new root key, in the profile `gatehouse` of %s%n",
                        account, credentials());
            } else {
                System.out.printf("account %s has a new root key, in %s%n", account, file);
            }
            // A terminal alone: what is piped or logged stays without the secret.
            Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .ifPresent(terminal -> terminal.printf("%s", key));
        } catch (IOException e) {
            throw new CommandFailure("cannot read the key in %s".formatted(file), e);
        }
    }

    private String ask(String account) {
        String target = place.identityGrpc();
        Path keys = place.data().resolve("keys");
        try (GrpcLine line = new GrpcLine(target, "identity-service", place)) {
            ResetRootKeyResponse answer =
                    IdentityQuestionsGrpc.newBlockingStub(
                                    line.channelAs(
                                            ServiceToken.of(keys, "identity", Clock.systemUTC())))
                            .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                            .resetRootKey(
                                    ResetRootKeyRequest.newBuilder().setAccount(account).build());
            if (answer.hasRefused()) {
                throw new CommandFailure(answer.getRefused().getMessage());
            }
            return answer.getFile();
        } catch (StatusRuntimeException e) {
            throw new CommandFailure(GrpcLine.explain(e, target));
        }
    }

    private boolean isFirst(String account) throws IOException {
        Path first = place.data().resolve("account-id");
        return Files.exists(first) && Files.readString(first).strip().equals(account);
    }

    private Path credentials() {
        return place.data().resolve("credentials");
    }

    /** Replaces the file as a whole: nobody reads half of it. */
    private void keepAsProfile(String key) throws IOException {
        Path written = place.data().resolve("credentials.new");
        Files.deleteIfExists(written);
        byte[] text = ("[gatehouse]\n" + key).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel =
                FileChannel.open(
                        written,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(true);
        }
        Files.move(
                written,
                credentials(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
