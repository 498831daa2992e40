package io.gatehouse.awsquery;

import io.gatehouse.model.Refusal;

import software.amazon.awssdk.awscore.AwsRequest;

import java.util.Optional;

/**
 * Reads AWS Query requests: the form's bytes to the AWS SDK's request class, held against AWS's API
 * model (SEMANTICS 10). The door of this package for requests, as {@link AwsXml} is for answers.
 * Safe for all threads.
 */
public final class AwsQuery {

    private final RequestReader reader = new RequestReader();
    private final RequestValidator validator = new RequestValidator();

    /** A request that was read. */
    public sealed interface Reading {

        /** Of the form's Action and Version; what its parameters say is right by the model. */
        record Accepted(Operation operation, AwsRequest request) implements Reading {}

        /**
         * @param api whose error document is answered: IAM's where the form names none
         */
        record Refused(AwsApi api, Refusal refusal) implements Reading {}
    }

    /** Never throws for what a caller sent. */
    public Reading read(byte[] form) {
        AwsApi api = AwsApi.IAM;
        try {
            QueryForm parsed = QueryForm.parse(form);
            String version = parsed.value("Version");
            if (AwsApi.STS.version().equals(version)) {
                api = AwsApi.STS;
            }
            return switch (Operations.find(parsed.value("Action"), version)) {
                case Operations.Found.No(Refusal refusal) -> new Reading.Refused(api, refusal);
                case Operations.Found.Yes(Operation operation) -> read(operation, parsed);
            };
        } catch (RefusedRequestException e) {
            return new Reading.Refused(api, e.refusal());
        }
    }

    private Reading read(Operation operation, QueryForm form) {
        AwsRequest request = reader.read(operation, form);
        Optional<Refusal> refusal = validator.validate(operation, request);
        return refusal.isPresent()
                ? new Reading.Refused(operation.api(), refusal.get())
                : new Reading.Accepted(operation, request);
    }
}
