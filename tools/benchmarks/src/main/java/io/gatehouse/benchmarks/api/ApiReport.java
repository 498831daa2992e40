package io.gatehouse.benchmarks.api;

import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.stack.SignedCalls;
import io.gatehouse.benchmarks.stack.Stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The AWS API through the gateway, by a user with a policy; then G9. */
public final class ApiReport {

    private static final int[] CLIENTS = {1, 16};
    private static final int READ_POLICIES = 10;
    private static final String ALL =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
            """;

    private final Results results;
    private final Duration warm;
    private final Duration measured;
    private final AtomicInteger names = new AtomicInteger();
    private final Queue<Attachment> unattached = new ConcurrentLinkedQueue<>();

    /** A policy that a user does not have yet. */
    private record Attachment(String user, int policy) {}

    private ApiReport(boolean quick, PrintStream out) {
        this.results = new Results(out);
        this.warm = Duration.ofMillis(quick ? 500 : 2_000);
        this.measured = Duration.ofMillis(quick ? 1_500 : 4_000);
    }

    /** Runs the whole; true if every goal is met. */
    public static boolean run(boolean quick, Path home, PrintStream out) throws IOException {
        ApiReport report = new ApiReport(quick, out);
        try (Stack stack = Stack.start(home)) {
            report.measure(stack.root());
        }
        Appends.measure(report.results, quick);
        return report.results.finish("api", quick, home);
    }

    private void measure(SignedCalls root) {
        String me = root.call("sts", "GetCallerIdentity", Map.of());
        String account = SignedCalls.between(me, "Account");
        root.post(
                "/api/quotas",
                "{\"account_id\":\"%s\",\"quota\":\"UsersPerAccount\",\"limit\":1000000}"
                        .formatted(account));
        SignedCalls admin = administrator(root);
        String role = prepare(admin, account);
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("empty action", empty(admin));
        calls.put(
                "GetCallerIdentity",
                _ -> admin.expect("user/admin", "sts", "GetCallerIdentity", Map.of()));
        calls.put(
                "GetUser",
                _ ->
                        admin.expect(
                                "<UserName>admin<", "iam", "GetUser", Map.of("UserName", "admin")));
        calls.put(
                "AssumeRole",
                number ->
                        admin.expect(
                                "<SessionToken>",
                                "sts",
                                "AssumeRole",
                                Map.of("RoleArn", role, "RoleSessionName", "s" + number)));
        calls.put("CreateUser", _ -> create(admin));
        calls.put("AttachUserPolicy", _ -> attach(admin, account));
        for (int clients : CLIENTS) {
            beside(clients, calls);
        }
    }

    private void beside(int clients, Map<String, Call> calls) {
        results.heading("signed requests, clients: " + clients);
        Map<String, Figures> figures = new LinkedHashMap<>();
        calls.forEach(
                (name, call) ->
                        figures.put(
                                name,
                                results.load(
                                        name + ", clients: " + clients,
                                        Load.closed(call, clients, warm, measured))));
        double empty = figures.values().iterator().next().perSecond();
        figures.forEach(
                (name, load) -> {
                    boolean writes = name.equals("CreateUser") || name.equals("AttachUserPolicy");
                    if (!name.equals("empty action")) {
                        results.goal(
                                "API",
                                "%s / empty action, clients: %d".formatted(name, clients),
                                load.perSecond() / empty,
                                writes ? 0.3 : 0.6,
                                true);
                    }
                });
    }

    /** Roots may not assume roles, and policies shall be looked at: a user who may all. */
    private static SignedCalls administrator(SignedCalls root) {
        root.call("iam", "CreateUser", Map.of("UserName", "admin"));
        root.call(
                "iam",
                "PutUserPolicy",
                Map.of("UserName", "admin", "PolicyName", "all", "PolicyDocument", ALL));
        String key = root.call("iam", "CreateAccessKey", Map.of("UserName", "admin"));
        return root.as(
                SignedCalls.between(key, "AccessKeyId"),
                SignedCalls.between(key, "SecretAccessKey"));
    }

    private static String prepare(SignedCalls admin, String account) {
        for (int i = 0; i < READ_POLICIES; i++) {
            admin.call(
                    "iam",
                    "CreatePolicy",
                    Map.of("PolicyName", "read-" + i, "PolicyDocument", ALL));
        }
        String trust =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":"arn:aws:iam::%s:root"}}}\
                """
                        .formatted(account);
        String role =
                admin.call(
                        "iam",
                        "CreateRole",
                        Map.of("RoleName", "worker", "AssumeRolePolicyDocument", trust));
        return SignedCalls.between(role, "Arn");
    }

    /**
     * An action that does not exist, which does nothing once the signature is verified. Where it is
     * refused before that, GetCallerIdentity takes its place.
     */
    private Call empty(SignedCalls admin) {
        var wrong = admin.withWrongSecret().send("iam", "NothingAtAll", Map.of()).join();
        var right = admin.send("iam", "NothingAtAll", Map.of()).join();
        boolean verified =
                wrong.body().contains("SignatureDoesNotMatch")
                        && right.body().contains("InvalidAction");
        if (!verified) {
            results.remark(
                    "empty action: GetCallerIdentity, the nearest to empty (an unknown action is"
                            + " refused before its signature is looked at)");
            return _ -> admin.expect("user/admin", "sts", "GetCallerIdentity", Map.of());
        }
        results.remark("empty action: an unknown one, signed; answered InvalidAction");
        return _ ->
                admin.send("iam", "NothingAtAll", Map.of())
                        .thenAccept(
                                response -> {
                                    if (!response.body().contains("InvalidAction")) {
                                        throw new IllegalStateException(response.body());
                                    }
                                });
    }

    private CompletionStage<?> create(SignedCalls admin) {
        String user = "user-" + names.incrementAndGet();
        return admin.expect(
                        "<UserName>" + user + "<", "iam", "CreateUser", Map.of("UserName", user))
                .thenAccept(
                        _ -> {
                            for (int i = 0; i < READ_POLICIES; i++) {
                                unattached.add(new Attachment(user, i));
                            }
                        });
    }

    private CompletionStage<?> attach(SignedCalls admin, String account) {
        Attachment next = unattached.poll();
        if (next == null) {
            throw new IllegalStateException("more attachments than users were made for");
        }
        return admin.expect(
                "AttachUserPolicyResponse",
                "iam",
                "AttachUserPolicy",
                Map.of(
                        "UserName",
                        next.user,
                        "PolicyArn",
                        "arn:aws:iam::" + account + ":policy/read-" + next.policy));
    }
}
