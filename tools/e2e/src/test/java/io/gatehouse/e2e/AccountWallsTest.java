package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Accounts are walls: what one account has, the root of another cannot read, change, use or delete,
 * whatever action it calls with names, ARNs and ids of the first. The rows are those of {@code
 * every-action.yaml} that need something to be there.
 */
@ExtendWith(RunningGatehouse.class)
class AccountWallsTest {

    private static final JsonNode TABLE = Steps.yaml("/every-action.yaml");

    /** What a refusal may be: no other says anything of what is behind the wall. */
    private static final Set<String> REFUSALS =
            Set.of(
                    "AccessDenied",
                    "NoSuchEntity",
                    "InvalidInput",
                    "ValidationError",
                    "ReportNotPresent",
                    "PasswordPolicyViolation",
                    "InvalidUserType");

    /** Says of any key whose it is, as in AWS; a key's account is in its id (SEMANTICS 9). */
    private static final String OPEN_TO_ALL = "sts:GetAccessKeyInfo";

    @Test
    void nothing_of_an_account_is_reached_from_another(GatehouseProcess gatehouse) {
        FreshAccount owner = FreshAccount.create(gatehouse);
        FreshAccount stranger = FreshAccount.create(gatehouse);
        List<String> complaints = new ArrayList<>();
        int walked = 0;
        try (SdkCall owning = SdkCall.as(gatehouse, owner.root());
                SdkCall calling = SdkCall.as(gatehouse, stranger.root())) {
            owning.call("iam:CreateUser", Steps.json("{\"UserName\":\"every-action-exactly\"}"));
            for (var row : TABLE.get("actions").properties()) {
                if (row.getValue().has("given") && !row.getKey().equals(OPEN_TO_ALL)) {
                    walked++;
                    Steps steps = steps(owning, owner, row.getKey(), row.getValue());
                    String complaint = reach(calling, steps, row.getKey(), row.getValue());
                    if (!complaint.isEmpty()) {
                        complaints.add(row.getKey() + ": " + complaint);
                    }
                }
            }
        }
        assertThat(complaints).isEmpty();
        assertThat(walked).isGreaterThan(120);
    }

    private static Steps steps(SdkCall owning, FreshAccount owner, String action, JsonNode row) {
        String plain = "wall-" + action.substring(4, Math.min(action.length(), 38));
        String name = row.has("lower") ? plain.toLowerCase(Locale.ROOT) : plain;
        Steps steps =
                new Steps(owning, TABLE.get("fixtures"), owner.id())
                        .with("n", name)
                        .with("caller", "every-action-exactly");
        Material.all().forEach(steps::with);
        steps.run(row.get("given"));
        return steps;
    }

    private static String reach(SdkCall calling, Steps steps, String action, JsonNode row) {
        try {
            return "done: " + calling.call(action, steps.filled(row.path("call")));
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails().errorCode();
            return REFUSALS.contains(code) ? "" : e.getMessage();
        }
    }
}
