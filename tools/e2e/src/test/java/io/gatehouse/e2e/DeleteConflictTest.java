package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What still holds something is not deleted: {@code delete-conflicts.yaml} has every form of it.
 */
@ExtendWith(RunningGatehouse.class)
class DeleteConflictTest {

    private static final JsonNode FIXTURES = Steps.yaml("/every-action.yaml").get("fixtures");

    @Test
    void what_holds_something_is_deleted_when_that_is_gone_and_not_before(
            GatehouseProcess gatehouse) {
        List<String> complaints = new ArrayList<>();
        int number = 0;
        try (SdkCall root = SdkCall.as(gatehouse, gatehouse.rootKey())) {
            for (var row : Steps.yaml("/delete-conflicts.yaml").get("conflicts").properties()) {
                Steps steps =
                        new Steps(root, FIXTURES, GatehouseProcess.ACCOUNT)
                                .with("n", "conflict-" + ++number);
                Material.all().forEach(steps::with);
                String complaint = walk(root, steps, row.getValue());
                if (!complaint.isEmpty()) {
                    complaints.add(row.getKey() + ": " + complaint);
                }
            }
        }
        assertThat(number).isGreaterThan(20);
        assertThat(complaints).isEmpty();
    }

    private static String walk(SdkCall root, Steps steps, JsonNode row) {
        steps.run(row.get("given"));
        Map.Entry<String, JsonNode> deletion = row.get("delete").properties().iterator().next();
        JsonNode input = steps.filled(deletion.getValue());
        try {
            root.call(deletion.getKey(), input);
            return "deleted";
        } catch (AwsServiceException e) {
            if (e.statusCode() != 409
                    || !e.awsErrorDetails().errorCode().equals("DeleteConflict")) {
                return e.getMessage();
            }
        }
        try {
            steps.run(row.get("first"));
            root.call(deletion.getKey(), input);
            return "";
        } catch (AwsServiceException e) {
            return "not deleted afterwards: " + e.getMessage();
        }
    }
}
