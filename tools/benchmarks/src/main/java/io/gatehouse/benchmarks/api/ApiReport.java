package io.gatehouse.benchmarks.api;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.benchmarks.stack.SignedCalls;
import io.gatehouse.benchmarks.stack.Stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The AWS API through the gateway, by a user with a policy, beside an empty action; then G9. */
public final class ApiReport {

    private static final int[] CLIENTS = {1, 16};
    private static final int READ_POLICIES = 10;

    /** Signed and verified, and nothing else: no permission is asked for, nothing is read. */
    private static final String EMPTY = "GetCallerIdentity";

    private static final Set<String> WRITES = Set.of("CreateUser", "AttachUserPolicy");
    private static final String ALL =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
            """;

    private final Effort effort;
    private final Results results;
    private final AtomicInteger names = new AtomicInteger();
    private final Queue<Attachment> unattached = new ConcurrentLinkedQueue<>();

    /** A policy that a user does not have yet. */
    private record Attachment(String user, int policy) {}

    private ApiReport(Effort effort, Results results) {
        this.effort = effort;
        this.results = results;
    }

    /** Runs the whole; true if every goal is met. */
    public static boolean run(Effort effort, Path home, PrintStream out) throws IOException {
        Results results = new Results(out, effort.only());
        try (Stack stack = Stack.start(home)) {
            measure(effort, stack, results);
        }
        results.part("G9", () -> Appends.measure(effort, results));
        return results.finish("api", effort.isQuick(), home);
    }

    /** The actions, on a Gatehouse that runs. */
    public static void measure(Effort effort, Stack stack, Results results) {
        ApiReport report = new ApiReport(effort, results);
        results.part("AWS API", () -> report.ask(stack.root()));
    }

    private void ask(SignedCalls root) {
        String account = SignedCalls.between(root.call("sts", EMPTY, Map.of()), "Account");
        root.post(
                "/api/quotas",
                "{\"account_id\":\"%s\",\"quota\":\"UsersPerAccount\",\"limit\":1000000}"
                        .formatted(account));
        SignedCalls admin = administrator(root);
        String role = prepare(admin, account);
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(EMPTY, _ -> admin.expect("user/admin", "sts", EMPTY, Map.of()));
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
        calls.values().forEach(call -> Load.warm(call, clients, effort.warm().dividedBy(2)));
        Map<String, Supplier<Figures>> loads = new LinkedHashMap<>();
        calls.forEach((name, call) ->
                loads.put(
                        name, () -> Load.closed(call, clients, effort.again(), effort.measured())));
        Rounds rounds = Rounds.of(effort.rounds(), loads);
        results.loads("clients: " + clients, rounds);
        for (String name : calls.keySet()) {
            if (!name.equals(EMPTY)) {
                results.goal(
                        "API",
                        "%s / %s, clients: %d".formatted(name, EMPTY, clients),
                        rounds.ratio(name, EMPTY, Figures::perSecond),
                        WRITES.contains(name) ? 0.3 : 0.6,
                        true);
            }
        }
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

    private CompletionStage<?> create(SignedCalls admin) {
        String user = "user-" + names.incrementAndGet();
        return admin.expect(
                        "<UserName>" + user + "<", "iam", "CreateUser", Map.of("UserName", user))
                .thenAccept(_ -> {
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
