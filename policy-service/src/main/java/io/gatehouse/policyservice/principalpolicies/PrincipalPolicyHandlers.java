package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.actions.ActionHandler;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.principalpolicies.InlinePolicies.Inline;
import io.gatehouse.policyservice.value.PrincipalKind;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

import java.util.function.Function;

/**
 * What the actions on policies of users, groups and roles do: the same for all three, so requests
 * are read by the names of their fields.
 */
@ApplicationScoped
class PrincipalPolicyHandlers {

    private static final String POLICY_NAME = "PolicyName";
    private static final String POLICY_ARN = "PolicyArn";

    private final InlinePolicies inline;
    private final Attachments attachments;

    PrincipalPolicyHandlers(InlinePolicies inline, Attachments attachments) {
        this.inline = inline;
        this.attachments = attachments;
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, Written<O>> put(
            PrincipalKind kind, O done) {
        return (request, call) ->
                inline.put(
                                call,
                                kind,
                                principal(kind, request),
                                text(request, POLICY_NAME),
                                text(request, "PolicyDocument"))
                        .map(at -> Written.at(at, done));
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, O> read(
            PrincipalKind kind, Function<Inline, O> answer) {
        return (request, call) ->
                inline.read(call, kind, principal(kind, request), text(request, POLICY_NAME))
                        .map(answer);
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, O> list(
            PrincipalKind kind, Function<Page<String>, O> answer) {
        return (request, call) ->
                inline.list(call, kind, principal(kind, request), page(request)).map(answer);
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, Written<O>> delete(
            PrincipalKind kind, O done) {
        return (request, call) ->
                inline.delete(call, kind, principal(kind, request), text(request, POLICY_NAME))
                        .map(at -> Written.at(at, done));
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, Written<O>> attach(
            PrincipalKind kind, O done) {
        return (request, call) ->
                attachments
                        .attach(call, kind, principal(kind, request), text(request, POLICY_ARN))
                        .map(at -> Written.at(at, done));
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, Written<O>> detach(
            PrincipalKind kind, O done) {
        return (request, call) ->
                attachments
                        .detach(call, kind, principal(kind, request), text(request, POLICY_ARN))
                        .map(at -> Written.at(at, done));
    }

    <I extends AwsRequest, O extends AwsResponse> ActionHandler<I, O> attached(
            PrincipalKind kind, Function<Page<AttachedPolicyRow>, O> answer) {
        return (request, call) ->
                attachments
                        .list(
                                call,
                                kind,
                                principal(kind, request),
                                request.getValueForField("PathPrefix", String.class).orElse(null),
                                page(request))
                        .map(answer);
    }

    private static PageRequest page(AwsRequest request) {
        return PageRequest.of(
                request.getValueForField("Marker", String.class).orElse(null),
                request.getValueForField("MaxItems", Integer.class).orElse(null));
    }

    private static String principal(PrincipalKind kind, AwsRequest request) {
        return text(request, kind.title() + "Name");
    }

    /** The API's model, checked before, requires it. */
    private static String text(AwsRequest request, String field) {
        return request.getValueForField(field, String.class)
                .orElseThrow(() ->
                        RefusedException.of(
                                ErrorCode.VALIDATION_ERROR, "`%s` is missing".formatted(field)));
    }
}
