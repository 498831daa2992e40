package io.gatehouse.kit.guard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.keys.BrokenSealException;
import io.gatehouse.kit.keys.KeyRing;
import io.gatehouse.kit.keys.MissingKeyException;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.kit.session.Deflated;
import io.gatehouse.model.AccountId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authorization message that goes with a denial: what decided, sealed, so that only who may
 * call DecodeAuthorizationMessage in the caller's account can read it. The form of the JSON is
 * AWS's. Any of our services seals, identity-service opens. Safe for all threads.
 */
public final class EncodedDenials {

    private static final String LABEL = "gatehouse authorization messages 1";
    private static final String START = " Encoded authorization failure message: ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sealer sealer;

    /**
     * @param internal keys that all our services have; the key that seals derives from them
     */
    public EncodedDenials(Supplier<KeyRing> internal) {
        this.sealer = new Sealer(() -> internal.get().derived(LABEL));
    }

    /** The sentence for the caller, with the message after it. */
    String sentence(Call call, PermissionQuestion question, Answer.Denied denied) {
        try {
            byte[] json = JSON.writeValueAsBytes(message(call, question, denied));
            byte[] sealed = sealer.seal(Deflated.of(json), boundTo(call.account()));
            return denied.message()
                    + START
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (IOException e) {
            throw new IllegalStateException("a message is always JSON", e);
        }
    }

    /**
     * The JSON of a message that was made for a caller of the account; empty for anything else.
     *
     * @param encoded as it stood in a denial
     */
    public Optional<String> decoded(AccountId account, String encoded) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(encoded);
            byte[] json = Deflated.open(sealer.open(sealed, boundTo(account)));
            return Optional.of(new String(json, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException
                | IOException
                | BrokenSealException
                | MissingKeyException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode message(
            Call call, PermissionQuestion question, Answer.Denied denied) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("allowed", false).put("explicitDeny", denied.isExplicit());
        ArrayNode statements = message.putObject("matchedStatements").putArray("items");
        for (Answer.Because because : denied.because()) {
            statements
                    .addObject()
                    .put("statementId", because.sid())
                    .put("effect", "DENY")
                    .put("sourcePolicyId", because.policy())
                    .put("sourcePolicyType", because.layer());
        }
        message.putObject("failures").putArray("items");
        ObjectNode context = message.putObject("context");
        context.putObject("principal")
                .put("id", call.caller().principalId())
                .put("arn", call.caller().arn().toString());
        context.put("action", question.action().toString()).put("resource", question.resource());
        ArrayNode conditions = context.putObject("conditions").putArray("items");
        question.context()
                .forEach((key, values) -> {
                    ObjectNode condition = conditions.addObject().put("key", key);
                    ArrayNode items = condition.putObject("values").putArray("items");
                    values.forEach(value -> items.addObject().put("value", value));
                });
        message.put("layer", denied.layer());
        return message;
    }

    private static byte[] boundTo(AccountId account) {
        return ("authorization-message/" + account.digits()).getBytes(StandardCharsets.UTF_8);
    }
}
