package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.IamClient;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every list that AWS pages, one entry a page, holds what it holds as a whole (SEMANTICS 10). */
@ExtendWith(RunningGatehouse.class)
class PaginationTest {

    private static final JsonNode TABLE = Steps.yaml("/pagination.yaml");

    @Test
    void every_list_that_the_model_pages_is_in_the_table() throws Exception {
        Set<String> known = new TreeSet<>();
        TABLE.get("paged").fieldNames().forEachRemaining(known::add);
        TABLE.get("one-page").fieldNames().forEachRemaining(known::add);
        assertThat(known).containsExactlyInAnyOrderElementsOf(paged());
    }

    /** The operations of IAM whose request has a Marker, as the SDK's classes say. */
    private static Set<String> paged() throws ReflectiveOperationException {
        Set<String> paged = new TreeSet<>();
        Set<String> names =
                EveryActionTest.answered().stream()
                        .filter(name -> name.startsWith("iam:"))
                        .collect(Collectors.toSet());
        for (Method method : IamClient.class.getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            if (types.length == 1
                    && SdkPojo.class.isAssignableFrom(types[0])
                    && !method.getName().endsWith("Paginator")) {
                SdkPojo request = (SdkPojo) types[0].getMethod("builder").invoke(null);
                boolean hasMarker =
                        request.sdkFields().stream()
                                .anyMatch(field -> field.locationName().equals("Marker"));
                names.stream()
                        .filter(_ -> hasMarker)
                        .filter(name -> name.equalsIgnoreCase("iam:" + method.getName()))
                        .forEach(paged::add);
            }
        }
        return paged;
    }

    @Test
    void pages_put_together_are_the_whole_list(GatehouseProcess gatehouse) {
        FreshAccount account = FreshAccount.create(gatehouse);
        List<String> complaints = new ArrayList<>();
        try (SdkCall root = SdkCall.as(gatehouse, account.root())) {
            Steps steps = new Steps(root, TABLE, account.id());
            Material.all().forEach(steps::with);
            steps.run(TABLE.get("given"));
            for (var row : TABLE.get("paged").properties()) {
                ObjectNode input = (ObjectNode) steps.filled(row.getValue());
                Map<String, List<String>> whole = lists(root.call(row.getKey(), input));
                List<JsonNode> pages = pages(root, row.getKey(), input);
                if (pages.size() < 2 || !whole.equals(together(pages))) {
                    complaints.add(
                            "%s: %d pages %s, whole %s"
                                    .formatted(row.getKey(), pages.size(), together(pages), whole));
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static List<JsonNode> pages(SdkCall root, String action, ObjectNode input) {
        List<JsonNode> pages = new ArrayList<>();
        ObjectNode asked = input.deepCopy().put("MaxItems", 1);
        do {
            JsonNode page = root.call(action, asked);
            pages.add(page);
            asked.put("Marker", page.path("Marker").asText());
        } while (pages.getLast().path("IsTruncated").asBoolean() && pages.size() < 50);
        return pages;
    }

    private static Map<String, List<String>> together(List<JsonNode> pages) {
        Map<String, List<String>> all = new TreeMap<>();
        for (JsonNode page : pages) {
            lists(page)
                    .forEach((name, entries) ->
                            all.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(entries));
        }
        return all;
    }

    /** What an answer lists; ways to write nothing are the same. */
    private static Map<String, List<String>> lists(JsonNode answer) {
        Map<String, List<String>> lists = new TreeMap<>();
        for (var member : answer.properties()) {
            if (member.getValue().isArray() && !member.getValue().isEmpty()) {
                List<String> entries = new ArrayList<>();
                member.getValue().forEach(entry -> entries.add(entry.toString()));
                lists.put(member.getKey(), entries);
            }
        }
        return lists;
    }
}
