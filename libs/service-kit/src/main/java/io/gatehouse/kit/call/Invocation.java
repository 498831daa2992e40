package io.gatehouse.kit.call;

/**
 * One request of a client and all its repetitions.
 *
 * @param id as AWS's clients send it in {@code amz-sdk-invocation-id}: the same for each repetition
 * @param action such as {@code iam:CreateUser}
 * @param bodySha256 of the body, so that another request under the same id is another
 */
public record Invocation(String id, String action, String bodySha256) {}
