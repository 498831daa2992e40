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

        /** Whose error document is answered: IAM's where the form names none. */
        AwsApi api();

        /**
         * What an internal token for this form is bound to: {@code iam:CreateUser}; of a form that
         * names no known action, what it names as it stands.
         */
        String boundAction();

        /** Of the form's Action and Version; what its parameters say is right by the model. */
        record Accepted(Operation operation, AwsRequest request) implements Reading {
            @Override
            public AwsApi api() {
                return operation.api();
            }

            @Override
            public String boundAction() {
                return operation.action().toString();
            }
        }

        /** A request that was not: what it is to be told. */
        record Refused(AwsApi api, String boundAction, Refusal refusal) implements Reading {}
    }

    /** Never throws for what a caller sent. */
    public Reading read(byte[] form) {
        AwsApi api = AwsApi.IAM;
        String bound = "";
        try {
            QueryForm parsed = QueryForm.parse(form);
            String version = parsed.value("Version");
            if (AwsApi.STS.version().equals(version)) {
                api = AwsApi.STS;
            }
            String action = parsed.value("Action");
            bound = action == null ? "" : api.vendor() + ":" + action;
            return switch (Operations.find(action, version)) {
                case Operations.Found.No(Refusal refusal) ->
                        new Reading.Refused(api, bound, refusal);
                case Operations.Found.Yes(Operation operation) -> read(operation, parsed);
            };
        } catch (RefusedRequestException e) {
            return new Reading.Refused(api, bound, e.refusal());
        }
    }

    private Reading read(Operation operation, QueryForm form) {
        AwsRequest request = reader.read(operation, form);
        Optional<Refusal> refusal = validator.validate(operation, request);
        return refusal.isPresent()
                ? new Reading.Refused(operation.api(), operation.action().toString(), refusal.get())
                : new Reading.Accepted(operation, request);
    }
}
