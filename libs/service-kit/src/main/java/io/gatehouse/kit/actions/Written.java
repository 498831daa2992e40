package io.gatehouse.kit.actions;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

import software.amazon.awssdk.awscore.AwsResponse;

/**
 * The answer of a write and what a reader must have seen to see it.
 *
 * @param revision goes out in the header {@code X-Gatehouse-Revision}
 */
public record Written<O extends AwsResponse>(O response, Revision revision) {

    /** The answer of a write that found everything so already. */
    public static <O extends AwsResponse> Written<O> unchanged(O response) {
        return new Written<>(response, Revision.NONE);
    }

    public static <O extends AwsResponse> Written<O> at(LogPosition position, O response) {
        return new Written<>(response, Revision.of(position));
    }
}
