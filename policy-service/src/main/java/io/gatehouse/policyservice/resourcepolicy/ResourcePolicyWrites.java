package io.gatehouse.policyservice.resourcepolicy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.directory.IdentityPort;
import io.gatehouse.policyservice.log.EntityCommands;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyCommand.DeleteResourcePolicy;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyCommand.PutResourcePolicy;
import io.gatehouse.policyservice.value.PolicyText;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Commands to registered resource policies; their principals go to unique ids and back. */
@ApplicationScoped
class ResourcePolicyWrites {

    private static final ResourcePolicyKind KIND = new ResourcePolicyKind();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EntityCommands commands;
    private final ResourcePolicyRows rows;
    private final IdentityPort identity;
    private final Inputs inputs;

    ResourcePolicyWrites(
            EntityCommands commands,
            ResourcePolicyRows rows,
            IdentityPort identity,
            Inputs inputs) {
        this.commands = commands;
        this.rows = rows;
        this.identity = identity;
        this.inputs = inputs;
    }

    /** Makes the pattern's policy say that; answers with its id. */
    Uni<Done<UniqueId>> put(
            Call call, Permit permit, ResourceArnPattern pattern, PolicyText written) {
        AccountId account = call.account();
        return identity.stored(written.json())
                .chain(stored ->
                        rows.byPattern(account, pattern)
                                .map(row ->
                                        row.map(found -> new UniqueId(found.id))
                                                .orElseGet(inputs::resourcePolicyId))
                                .chain(id ->
                                        commands.run(
                                                        account,
                                                        Requests.asked(call, permit, Revision.NONE),
                                                        KIND,
                                                        id.text(),
                                                        locked ->
                                                                count(locked, account)
                                                                        .map(existing ->
                                                                                new PutResourcePolicy(
                                                                                        id,
                                                                                        pattern,
                                                                                        new PolicyText(
                                                                                                stored),
                                                                                        written
                                                                                                .size(),
                                                                                        existing)))
                                                .map(Done::of)
                                                .map(done -> new Done<>(id, done.position()))));
    }

    Uni<LogPosition> delete(Call call, Permit permit, ResourcePolicyRow row) {
        return commands.run(
                        call.account(),
                        Requests.asked(call, permit, Revision.NONE),
                        KIND,
                        row.id,
                        _ -> Uni.createFrom().item(new DeleteResourcePolicy()))
                .map(Done::of)
                .map(Done::position);
    }

    /** A stored document as it is shown: ids become the ARNs that they have now. */
    Uni<JsonNode> shown(String document) {
        return identity.shown(List.of(document))
                .map(List::getFirst)
                .map(ResourcePolicyWrites::tree);
    }

    private static Uni<Integer> count(LockedLog locked, AccountId account) {
        return locked.sql()
                .preparedQuery("select count(*) from resource_policy where account = $1")
                .execute(Tuple.of(account.digits()))
                .map(found -> Math.toIntExact(found.iterator().next().getLong(0)));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is JSON", e);
        }
    }
}
