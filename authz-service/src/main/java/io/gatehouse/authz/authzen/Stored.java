package io.gatehouse.authz.authzen;

import io.gatehouse.model.Arn;
import io.gatehouse.snapshot.Resolution;
import io.gatehouse.snapshot.SnapshotView;

import java.util.Map;

/** What Gatehouse itself knows of a subject or resource. */
final class Stored {

    private Stored() {}

    /** Tags of the user or role of that ARN; none for anything else. */
    static Map<String, String> tags(SnapshotView view, String arn) {
        if (!Arn.isArn(arn)
                || !(arn.startsWith("arn:aws:iam:") || arn.startsWith("arn:aws:sts:"))) {
            return Map.of();
        }
        try {
            return view.resolve(arn) instanceof Resolution.Known known ? known.tags() : Map.of();
        } catch (IllegalArgumentException _) {
            return Map.of();
        }
    }
}
