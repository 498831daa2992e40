package io.gatehouse.policyservice.guardrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.kit.api.ApiPath;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.api.ApiWritten;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.guardrail.Guardrails.Level;
import io.gatehouse.policyservice.guardrail.Guardrails.NamedPolicy;
import io.gatehouse.policyservice.guardrail.GuardrailsCommand.DeleteGuardrails;
import io.gatehouse.policyservice.guardrail.GuardrailsCommand.PutGuardrails;
import io.gatehouse.policyservice.log.EntityCommands;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.request.Documents;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.value.PolicyName;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code /api/guardrails/{account}}: Put, Get and Delete. */
@ApplicationScoped
class GuardrailsApi implements ApiRouteSet {

    private static final String PATH = "/api/guardrails/:account";
    private static final GuardrailsKind KIND = new GuardrailsKind();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GuardrailAccess access;
    private final GuardrailRows rows;
    private final EntityCommands commands;

    GuardrailsApi(GuardrailAccess access, GuardrailRows rows, EntityCommands commands) {
        this.access = access;
        this.rows = rows;
        this.commands = commands;
    }

    /** What is wished; a kind of levels that is left out binds nothing. */
    record Wish(
            @Nullable List<WishedLevel> serviceControlLevels,
            @Nullable List<WishedLevel> resourceControlLevels) {}

    record WishedLevel(@Nullable String name, @Nullable List<WishedPolicy> policies) {}

    /**
     * @param policy a document, as an object or as a text that holds one
     */
    record WishedPolicy(@Nullable String name, @Nullable JsonNode policy) {}

    record Answer(
            String account,
            List<WishedLevel> serviceControlLevels,
            List<WishedLevel> resourceControlLevels) {}

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.put(PATH, Wish.class, this::put);
        routes.get(PATH, this::read);
        routes.delete(PATH, this::delete);
    }

    private Uni<ApiWritten<Answer>> put(ApiPath path, Wish wish, Call call) {
        AccountId account = account(path);
        return access.require(call, "PutGuardrails", account)
                .map(permit -> new Asked(permit, guardrails(wish)))
                .chain(asked ->
                        run(call, asked.permit(), account, new PutGuardrails(asked.guardrails()))
                                .map(done ->
                                        ApiWritten.at(
                                                done.position(),
                                                answer(account, asked.guardrails()))));
    }

    private record Asked(Permit permit, Guardrails guardrails) {}

    private Uni<Answer> read(ApiPath path, Call call) {
        AccountId account = account(path);
        return access.require(call, "GetGuardrails", account)
                .chain(() -> rows.of(account))
                .map(found -> answer(account, found.orElse(new Guardrails(List.of(), List.of()))));
    }

    private Uni<ApiWritten<Answer>> delete(ApiPath path, Call call) {
        AccountId account = account(path);
        return access.require(call, "DeleteGuardrails", account)
                .chain(permit -> run(call, permit, account, new DeleteGuardrails()))
                .map(done ->
                        ApiWritten.at(
                                done.position(),
                                answer(account, new Guardrails(List.of(), List.of()))));
    }

    private Uni<Done<Binding>> run(
            Call call, Permit permit, AccountId account, GuardrailsCommand command) {
        return commands.run(
                        account,
                        Requests.asked(call, permit, Revision.NONE),
                        KIND,
                        account.digits(),
                        _ -> Uni.createFrom().item(command))
                .map(Done::of);
    }

    private static AccountId account(ApiPath path) {
        String text = path.parameter("account");
        if (!AccountId.isValid(text)) {
            throw invalid("an account id is twelve digits, not `%s`".formatted(text));
        }
        return new AccountId(text);
    }

    private static Guardrails guardrails(Wish wish) {
        try {
            return new Guardrails(
                    levels(
                            wish.serviceControlLevels(),
                            "service_control_levels",
                            PolicyKind.SERVICE_CONTROL),
                    levels(
                            wish.resourceControlLevels(),
                            "resource_control_levels",
                            PolicyKind.RESOURCE_CONTROL));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static List<Level> levels(
            @Nullable List<WishedLevel> wished, String where, PolicyKind kind) {
        return wished == null
                ? List.of()
                : wished.stream()
                        .map(level ->
                                new Level(
                                        present(level.name(), where, "name"),
                                        present(level.policies(), where, "policies").stream()
                                                .map(policy -> policy(policy, where, kind))
                                                .toList()))
                        .toList();
    }

    private static NamedPolicy policy(WishedPolicy wished, String where, PolicyKind kind) {
        JsonNode policy = present(wished.policy(), where, "policy");
        String document = policy.isTextual() ? policy.asText() : policy.toString();
        return new NamedPolicy(
                new PolicyName(present(wished.name(), where, "name")),
                Documents.checked(document, kind));
    }

    private static <T> T present(@Nullable T value, String where, String name) {
        if (value == null) {
            throw invalid("in `%s` a `%s` is missing".formatted(where, name));
        }
        return value;
    }

    private static Answer answer(AccountId account, Guardrails guardrails) {
        return new Answer(
                account.digits(),
                shown(guardrails.serviceControl()),
                shown(guardrails.resourceControl()));
    }

    private static List<WishedLevel> shown(List<Level> levels) {
        return levels.stream()
                .map(level ->
                        new WishedLevel(
                                level.name(),
                                level.policies().stream().map(GuardrailsApi::shown).toList()))
                .toList();
    }

    private static WishedPolicy shown(NamedPolicy policy) {
        try {
            return new WishedPolicy(policy.name().text(), JSON.readTree(policy.document().json()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is JSON", e);
        }
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
