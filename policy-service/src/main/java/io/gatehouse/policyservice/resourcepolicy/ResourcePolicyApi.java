package io.gatehouse.policyservice.resourcepolicy;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.kit.api.ApiPath;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.api.ApiWritten;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Documents;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.value.PolicyText;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/resource-policies}: Put, Get, List and Delete. Authorised as {@code
 * gatehouse:PutResourcePolicy} and so on, on {@code
 * arn:aws:gatehouse::ACCOUNT:resource-policy/PATTERN}.
 */
@ApplicationScoped
class ResourcePolicyApi implements ApiRouteSet {

    private static final String PATH = "/api/resource-policies";
    private static final String ID = "id";

    private final Access access;
    private final ResourcePolicyRows rows;
    private final ResourcePolicyWrites writes;

    ResourcePolicyApi(Access access, ResourcePolicyRows rows, ResourcePolicyWrites writes) {
        this.access = access;
        this.rows = rows;
        this.writes = writes;
    }

    /**
     * What is wished.
     *
     * @param resource an ARN pattern
     * @param policy a document, as an object or as a text that holds one
     */
    record Wish(@Nullable String resource, @Nullable JsonNode policy) {}

    record Entry(String id, String resource) {}

    record Whole(String id, String resource, JsonNode policy) {}

    record Listing(List<Entry> resourcePolicies, Optional<String> marker) {
        Listing {
            resourcePolicies = List.copyOf(resourcePolicies);
        }
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.put(PATH, Wish.class, this::put);
        routes.get(PATH, this::list);
        routes.get(PATH + "/:id", this::read);
        routes.delete(PATH + "/:id", this::delete);
    }

    private Uni<ApiWritten<Entry>> put(ApiPath path, Wish wish, Call call) {
        ResourceArnPattern pattern = pattern(wish.resource(), call);
        String document = document(wish.policy());
        return require(call, "PutResourcePolicy", pattern.text())
                .chain(permit -> {
                    PolicyText checked = Documents.checked(document, PolicyKind.RESOURCE);
                    return writes.put(call, permit, pattern, checked);
                })
                .map(done ->
                        ApiWritten.at(
                                done.position(), new Entry(done.answer().text(), pattern.text())));
    }

    private Uni<Listing> list(ApiPath path, Call call) {
        PageRequest page =
                PageRequest.of(
                        path.queried("marker").orElse(null),
                        path.queried("max_items").map(ResourcePolicyApi::number).orElse(null));
        return access.require(
                        call, action("ListResourcePolicies"), Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> rows.page(call.account(), page))
                .map(ResourcePolicyApi::listing);
    }

    private Uni<Whole> read(ApiPath path, Call call) {
        return admitted(path, call, "GetResourcePolicy")
                .chain(admitted ->
                        writes.shown(admitted.row().document)
                                .map(policy ->
                                        new Whole(
                                                admitted.row().id,
                                                admitted.row().pattern,
                                                policy)));
    }

    private Uni<ApiWritten<Map<String, String>>> delete(ApiPath path, Call call) {
        return admitted(path, call, "DeleteResourcePolicy")
                .chain(admitted -> writes.delete(call, admitted.permit(), admitted.row()))
                .map(position -> ApiWritten.at(position, Map.of()));
    }

    private record Admitted(ResourcePolicyRow row, Permit permit) {}

    /** Asked by the id where there is no such policy, so that who may not is told nothing. */
    private Uni<Admitted> admitted(ApiPath path, Call call, String action) {
        String id = path.parameter(ID);
        return rows.byId(call.account(), id)
                .chain(found ->
                        require(call, action, found.map(row -> row.pattern).orElse(id))
                                .map(permit ->
                                        new Admitted(found.orElseThrow(() -> noSuch(id)), permit)));
    }

    private Uni<Permit> require(Call call, String action, String pattern) {
        String arn =
                "arn:aws:gatehouse::%s:resource-policy/%s"
                        .formatted(call.account().digits(), pattern);
        return access.require(call, action(action), arn, ContextKeys.none());
    }

    private static ActionName action(String name) {
        return new ActionName("gatehouse", name);
    }

    private static Listing listing(Page<ResourcePolicyRow> page) {
        return new Listing(
                page.items().stream().map(row -> new Entry(row.id, row.pattern)).toList(),
                Optional.ofNullable(page.marker()));
    }

    private static ResourceArnPattern pattern(@Nullable String resource, Call call) {
        if (resource == null) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "`resource` is missing");
        }
        ResourceArnPattern pattern;
        try {
            pattern = new ResourceArnPattern(resource);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "`resource`: " + e.getMessage());
        }
        if (!pattern.belongsTo(call.account())) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "`%s` belongs to another account".formatted(resource));
        }
        return pattern;
    }

    private static String document(@Nullable JsonNode policy) {
        if (policy == null || policy.isNull()) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "`policy` is missing");
        }
        return policy.isTextual() ? policy.asText() : policy.toString();
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "`max_items` is a number, not `%s`".formatted(text));
        }
    }

    private static RefusedException noSuch(String id) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY,
                "The resource policy with id %s cannot be found.".formatted(id));
    }
}
