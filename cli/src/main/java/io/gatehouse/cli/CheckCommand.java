package io.gatehouse.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.Reason;
import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code gatehouse check}: one question to authz-service. Exit 0 allowed, 1 denied, 2 error. */
@Command(
        name = "check",
        description = "Asks whether a principal may do an action to a resource, and why.",
        footer = "Exit status: 0 allowed, 1 denied, 2 error.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private static final int DENIED = 1;
    @Mixin private final LocalGatehouse place = new LocalGatehouse();

    @Option(names = "--principal", required = true, paramLabel = "ARN", description = "Who.")
    private String principal = "";

    @Option(
            names = "--action",
            required = true,
            paramLabel = "ACTION",
            description = "What, such as s3:GetObject.")
    private String action = "";

    @Option(
            names = "--resource",
            required = true,
            paramLabel = "ARN",
            description = "On what; * for actions without a resource.")
    private String resource = "";

    @Option(
            names = "--resource-account",
            paramLabel = "ID",
            description = "Whose resource it is, where its ARN does not say (S3).")
    private @Nullable String resourceAccount;

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            arity = "1..*",
            description = "Condition keys; a key given twice has several values.")
    private List<String> context = new ArrayList<>();

    @Option(
            names = "--at-least",
            paramLabel = "REVISION",
            description = "Decide on nothing older than this revision.")
    private @Nullable String atLeast;

    @Option(names = "--json", description = "Print the whole answer as JSON.")
    private boolean asJson;

    @Option(
            names = "--explain",
            description = "Print how the decision came about: every layer, policy and statement.")
    private boolean isExplained;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ExplainResponse answer = answer(request());
        CheckResponse response = answer.getResponse();
        PrintWriter out =
                java.util.Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
        if (asJson) {
            out.println(json(isExplained ? answer : response));
        } else {
            out.println(prose(response));
            TraceTree.lines(answer.getTraceList()).forEach(out::println);
        }
        return response.getDecision() == Decision.ALLOWED ? 0 : DENIED;
    }

    /** The trace is empty unless it is asked for. */
    private ExplainResponse answer(CheckRequest request) {
        try (GrpcLine line = new GrpcLine(place.authzGrpc(), "authz-service", place)) {
            var authz =
                    AuthorizationGrpc.newBlockingStub(line.channel())
                            .withDeadlineAfter(10, TimeUnit.SECONDS);
            return isExplained
                    ? authz.explain(request)
                    : ExplainResponse.newBuilder().setResponse(authz.check(request)).build();
        } catch (StatusRuntimeException e) {
            throw new CommandFailure(GrpcLine.explain(e, place.authzGrpc()));
        }
    }

    private CheckRequest request() {
        CheckRequest.Builder request =
                CheckRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setArn(principal))
                        .setAction(action)
                        .setResource(resource)
                        .putAllContext(contextValues(context));
        if (resourceAccount != null) {
            request.setResourceAccount(resourceAccount);
        }
        if (atLeast != null) {
            request.setAtLeast(atLeast);
        }
        return request.build();
    }

    private static Map<String, ContextValues> contextValues(List<String> pairs) {
        Map<String, ContextValues.Builder> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new CommandFailure("--context takes KEY=VALUE, not `%s`".formatted(pair));
            }
            ContextValues.Builder key =
                    values.computeIfAbsent(
                            pair.substring(0, equals), _ -> ContextValues.newBuilder());
            key.addValues(pair.substring(equals + 1));
        }
        Map<String, ContextValues> built = new LinkedHashMap<>();
        values.forEach((key, value) -> built.put(key, value.build()));
        return built;
    }

    private static String prose(CheckResponse response) {
        List<String> lines = new ArrayList<>();
        lines.add(
                switch (response.getDecision()) {
                    case ALLOWED -> "ALLOWED (%s)".formatted(response.getLayer());
                    case EXPLICITLY_DENIED ->
                            "DENIED by a statement (%s)".formatted(response.getLayer());
                    case IMPLICITLY_DENIED ->
                            "DENIED, for nothing allows it (%s)".formatted(response.getLayer());
                    case DECISION_UNSPECIFIED, UNRECOGNIZED -> "DENIED: the answer has no decision";
                });
        if (!response.getMessage().isEmpty()) {
            lines.add("  " + response.getMessage());
        }
        for (Reason reason : response.getBecauseList()) {
            lines.add(
                    "  because  %s%s statement %d%s (%s)"
                            .formatted(
                                    reason.getPolicy(),
                                    reason.getPolicyVersion().isEmpty()
                                            ? ""
                                            : " " + reason.getPolicyVersion(),
                                    reason.getStatement(),
                                    reason.getSid().isEmpty() ? "" : " `" + reason.getSid() + "`",
                                    reason.getLayer()));
        }
        if (response.getMissingContextKeysCount() > 0) {
            lines.add("  not given  " + String.join(", ", response.getMissingContextKeysList()));
        }
        response.getWarningsList().forEach(warning -> lines.add("  warning  " + warning));
        lines.add("  revision " + response.getRevision());
        return String.join(System.lineSeparator(), lines);
    }

    private static String json(MessageOrBuilder response) {
        try {
            return JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .print(response);
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure("cannot print the answer", e);
        }
    }
}
