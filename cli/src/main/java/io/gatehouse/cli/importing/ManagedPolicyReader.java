package io.gatehouse.cli.importing;

import io.gatehouse.cli.importing.ImportContents.Managed;
import io.gatehouse.cli.importing.ImportContents.Version;
import io.gatehouse.model.Arn;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policy.language.PolicyKind;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads one AWS-managed policy: {@code {arn, version, created, updated, document}}, one such object
 * a line or a file.
 */
final class ManagedPolicyReader {

    private static final String RESOURCE = "policy/";

    private ManagedPolicyReader() {}

    /** Whether the JSON has the fields of that format. */
    static boolean isFormatOf(JsonCursor root) {
        return root.node().has("arn") && root.node().has("document");
    }

    /** What is wrong is noted in the cursor's problems. */
    static Managed read(JsonCursor root) {
        Arn arn = root.arn("arn");
        String resource = arn.resource();
        if (!arn.account().equals(PolicyOwner.AWS.text()) || !resource.startsWith(RESOURCE)) {
            root.problem("arn", "`%s` is not a policy of AWS".formatted(arn));
        }
        int slash = resource.lastIndexOf('/');
        int pathStart = RESOURCE.length() - 1;
        Optional<Instant> updated = root.optionalTime("updated");
        return new Managed(
                PolicyOwner.AWS,
                arn.toString(),
                Optional.empty(),
                resource.substring(slash + 1),
                slash >= pathStart ? resource.substring(pathStart, slash + 1) : "/",
                root.optionalTime("created"),
                root.optionalText("description"),
                List.of(
                        new Version(
                                root.optionalText("version").orElse("v1"),
                                root.policy("document", PolicyKind.MANAGED),
                                true,
                                updated)));
    }
}
