package io.gatehouse.identity.rotation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rotations of an account, the most urgent first, each with who is not done. */
public record RotationList(List<Entry> rotations) {

    public RotationList {
        rotations = List.copyOf(rotations);
    }

    /**
     * @param scope {@code user}, {@code group} or {@code account}
     * @param target id of the user or group
     */
    public record Entry(
            String rotationId,
            String scope,
            Optional<String> target,
            boolean passwords,
            boolean accessKeys,
            Instant required,
            Instant cutoff,
            Instant deadline,
            List<NotDone> notDone) {
        public Entry {
            notDone = List.copyOf(notDone);
        }
    }

    /**
     * @param password whether the password is to be replaced
     * @param accessKeyIds of keys that are to be
     */
    public record NotDone(String userName, boolean password, List<String> accessKeyIds) {
        public NotDone {
            accessKeyIds = List.copyOf(accessKeyIds);
        }
    }
}
