package io.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code gatehouse usage}: what the account used, as a table with bars, CSV or a statement. */
@Command(
        name = "usage",
        description = "Shows what the account used: decisions and management calls.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {

    @Mixin private final LocalGatehouse place = new LocalGatehouse();

    @Option(
            names = "--by",
            paramLabel = "COLUMNS",
            description =
                    "Counted together by principal, service, action and one of hour, day, month"
                            + " (default: ${DEFAULT-VALUE}).")
    private String by = "service,action";

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "A month, a day or an instant (default: this month).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "Not included (default: now).")
    private @Nullable String to;

    @Option(names = "--principal", paramLabel = "NAME", description = "Of this principal alone.")
    private @Nullable String principal;

    @Option(names = "--service", paramLabel = "NAME", description = "Of this service alone.")
    private @Nullable String service;

    @Option(names = "--csv", description = "As comma-separated values.")
    private boolean asCsv;

    @Option(names = "--json", description = "As the API answers.")
    private boolean asJson;

    @Option(
            names = "--statement",
            paramLabel = "MONTH",
            description = "What that month costs, such as 2026-11.")
    private @Nullable String statement;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
        SignedGateway gateway = SignedGateway.of(place);
        if (asCsv) {
            out.print(text(gateway.read(usagePath("csv"))));
        } else if (statement != null) {
            JsonNode answer = body(gateway.read("/api/usage/statement?month=" + coded(statement)));
            out.println(asJson ? answer.toPrettyString() : UsageTable.statement(answer));
        } else {
            JsonNode answer = body(gateway.read(usagePath("json")));
            out.println(asJson ? answer.toPrettyString() : UsageTable.usage(answer));
        }
        out.flush();
        return 0;
    }

    private String usagePath(String format) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("group_by", by);
        all.put("from", from);
        all.put("to", to);
        all.put("principal", principal);
        all.put("service", service);
        all.put("format", format);
        return all.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + coded(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&", "/api/usage?", ""));
    }

    private static String coded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode body(SignedGateway.Reply reply) {
        if (!reply.isSuccess()) {
            throw new CommandFailure(reply.refusal());
        }
        return reply.body();
    }

    private static String text(SignedGateway.Reply reply) {
        if (!reply.isSuccess()) {
            throw new CommandFailure(reply.refusal());
        }
        return reply.text();
    }
}
