package io.gatehouse.authz.client;

import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.Revision;

import java.util.List;

/** Between the values of this package and the messages of {@code authorization.proto}. */
final class Questions {

    private Questions() {}

    static CheckRequest request(PermissionQuestion question) {
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

    static List<Answer.Because> because(CheckResponse response) {
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

    private static Principal principal(Asked asked) {
        return switch (asked) {
            case Asked.ByArn(String arn) -> Principal.newBuilder().setArn(arn).build();
            case Asked.BySessionToken(String token) ->
                    Principal.newBuilder().setSessionToken(token).build();
        };
    }
}
