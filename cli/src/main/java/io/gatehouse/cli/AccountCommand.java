package io.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gatehouse account create|list}: over {@code /api/accounts}, as the first account's root.
 * {@code reset-root-key}: as the operator of this machine.
 */
@Command(
        name = "account",
        description = "Creates and lists accounts, and replaces the keys of their roots.",
        mixinStandardHelpOptions = true)
final class AccountCommand {

    @Command(
            name = "create",
            description = "Creates an account and shows its root key, this once.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin LocalGatehouse place,
            @Option(names = "--name", description = "What people call it.") @Nullable String name,
            @Option(names = "--id", description = "Twelve digits (default: made up).")
                    @Nullable String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (name != null) {
            body.put("name", name);
        }
        if (id != null) {
            body.put("account_id", id);
        }
        JsonNode made = answer(SignedGateway.of(place).post("/api/accounts", body));
        System.out.printf(
                "account            %s%naccess key id      %s%nsecret access key  %s%n",
                made.path("account_id").asText(),
                made.path("root_access_key_id").asText(),
                made.path("root_secret_access_key").asText());
        return 0;
    }

    @Command(name = "list", description = "Lists the accounts.", mixinStandardHelpOptions = true)
    int list(@Mixin LocalGatehouse place) {
        JsonNode answer = answer(SignedGateway.of(place).read("/api/accounts"));
        for (JsonNode account : answer.path("accounts")) {
            System.out.printf(
                    "%s  %s%n",
                    account.path("account_id").asText(), account.path("name").asText(""));
        }
        return 0;
    }

    @Command(
            name = "reset-root-key",
            description = {
                "Ends all keys of an account's root and makes a new one.",
                "Needs the files of the Gatehouse on this machine. The key is left in a file that"
                        + " only its owner reads, and shown only on a terminal."
            },
            mixinStandardHelpOptions = true)
    int resetRootKey(
            @Mixin LocalGatehouse place,
            @Parameters(paramLabel = "ACCOUNT", description = "Twelve digits.") String account) {
        new RootKeyReset(place).run(account);
        return 0;
    }

    private static JsonNode answer(SignedGateway.Reply reply) {
        if (!reply.isSuccess()) {
            throw new CommandFailure(reply.refusal());
        }
        return reply.body();
    }
}
