package io.gatehouse.authz.client;

import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Header;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.SignedRequest;
import io.gatehouse.authz.v1.Staleness;
import io.gatehouse.model.Revision;

import java.util.List;

/** Between the values of this package and the messages of {@code authorization.proto}. */
public final class CheckMessages {

    private CheckMessages() {}

    public static CheckRequest request(PermissionQuestion question) {
        CheckRequest.Builder request =
                CheckRequest.newBuilder()
                        .setPrincipal(principal(question.principal()))
                        .setAction(question.action().toString())
                        .setResource(question.resource())
                        .setRequestId(question.requestId());
        question.resourceAccount().ifPresent(request::setResourceAccount);
        if (!question.atLeast().equals(Revision.NONE)) {
            request.setAtLeast(question.atLeast().token());
        }
        question.context()
                .forEach((key, values) ->
                        request.putContext(
                                key,
                                ContextValues.newBuilder()
                                        .addAllValues(values)
                                        .setMultiValued(values.size() != 1)
                                        .build()));
        return request.build();
    }

    /** What a response says; one that says nothing is a fault. */
    public static Answer answer(CheckResponse response) {
        Revision revision = Revision.parse(response.getRevision());
        boolean isStale = response.getStaleness() != Staleness.FRESH;
        return switch (response.getDecision()) {
            case ALLOWED -> new Answer.Allowed(revision, isStale);
            case EXPLICITLY_DENIED, IMPLICITLY_DENIED ->
                    new Answer.Denied(
                            response.getDecision() == Decision.EXPLICITLY_DENIED,
                            response.getLayer(),
                            response.getMessage(),
                            because(response),
                            revision,
                            isStale);
            case DECISION_UNSPECIFIED, UNRECOGNIZED ->
                    new Answer.Unanswered(Cause.FAULT, "an answer without a decision");
        };
    }

    private static List<Answer.Because> because(CheckResponse response) {
        return response.getBecauseList().stream()
                .map(reason ->
                        new Answer.Because(
                                reason.getPolicy(),
                                reason.getPolicyVersion(),
                                reason.getStatement(),
                                reason.getSid(),
                                reason.getLayer()))
                .toList();
    }

    private static SignedRequest message(Asked.BySignedRequest signed) {
        SignedRequest.Builder message =
                SignedRequest.newBuilder()
                        .setMethod(signed.method())
                        .setUri(signed.uri())
                        .setBodySha256(signed.bodySha256());
        signed.headers()
                .forEach(header ->
                        message.addHeaders(
                                Header.newBuilder()
                                        .setName(header.getKey())
                                        .setValue(header.getValue())));
        return message.build();
    }

    private static Principal principal(Asked asked) {
        return switch (asked) {
            case Asked.ByArn(String arn) -> Principal.newBuilder().setArn(arn).build();
            case Asked.BySessionToken(String token) ->
                    Principal.newBuilder().setSessionToken(token).build();
            case Asked.BySignedRequest signed ->
                    Principal.newBuilder().setSignedRequest(message(signed)).build();
        };
    }
}
