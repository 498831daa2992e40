package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.policy.language.PolicyKind;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * {@code gatehouse evaluate}. Answers go to standard output, a line for each line; what is not as
 * expected goes to standard error with its trace.
 */
@Command(
        name = "evaluate",
        description =
                "Decide offline, without a server: JSON lines in, JSON lines out. With \"expect\""
                        + " on a line, compare.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all as expected, or nothing was expected",
            "1:an expectation was not met, or a reviewed policy would be refused",
            "2:the input cannot be read"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int AS_EXPECTED = 0;
    private static final int NOT_AS_EXPECTED = 1;
    private static final int NO_INPUT = 2;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "JSON lines; standard input where it is missing or -")
    private @Nullable Path file;

    @Option(
            names = "--test",
            paramLabel = "DIR",
            description = "run the YAML files of cases below DIR instead")
    private @Nullable Path directory;

    @Option(
            names = "--review",
            paramLabel = "POLICY",
            arity = "1..*",
            description =
                    "say what is wrong in files that hold a policy document each: what would be"
                            + " refused, and what is legal and probably wrong")
    private List<Path> policies = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "of the reviewed policies: identity (default), managed, resource, trust,"
                            + " boundary, session, service-control, resource-control")
    private String kind = "identity";

    @Spec private CommandSpec spec;

    private final InputStream standardInput;

    /** For picocli, which sets the rest. */
    public EvaluateCommand() {
        this(System.in);
    }

    @SuppressWarnings("NullAway") // picocli sets spec
    EvaluateCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        try {
            if (!policies.isEmpty()) {
                return reviews();
            }
            return directory == null ? lines() : cases(directory);
        } catch (IOException e) {
            err().println("evaluate: " + e.getMessage());
            return NO_INPUT;
        } finally {
            out().flush();
            err().flush();
        }
    }

    private int lines() throws IOException {
        boolean fromFile = file != null && !file.toString().equals("-");
        if (fromFile && !Files.isReadable(file)) {
            err().println("evaluate: cannot read " + file);
            return NO_INPUT;
        }
        try (BufferedReader reader =
                fromFile
                        ? Files.newBufferedReader(file, StandardCharsets.UTF_8)
                        : new BufferedReader(
                                new InputStreamReader(standardInput, StandardCharsets.UTF_8))) {
            int failed = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                Evaluation evaluation = JsonLines.evaluate(line);
                out().println(JsonLines.write(evaluation.answer()));
                if (!evaluation.failures().isEmpty()) {
                    failed++;
                    report(evaluation.answer().path("id").asText(), evaluation);
                }
            }
            return failed == 0 ? AS_EXPECTED : NOT_AS_EXPECTED;
        }
    }

    private int reviews() throws IOException {
        PolicyKind wanted;
        try {
            wanted = PolicyKind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            err().println("evaluate: there is no kind `" + kind + "`");
            return NO_INPUT;
        }
        boolean writable = true;
        for (Path policy : policies) {
            if (!Files.isReadable(policy)) {
                err().println("evaluate: cannot read " + policy);
                return NO_INPUT;
            }
            PolicyReview review = PolicyReview.of(policy, wanted, Instant.now());
            review.lines().forEach(out()::println);
            writable &= review.isWritable();
        }
        return writable ? AS_EXPECTED : NOT_AS_EXPECTED;
    }

    private int cases(Path below) {
        List<Path> files = Files.isDirectory(below) ? CaseFile.below(below) : List.of();
        if (files.isEmpty()) {
            err().println("evaluate: no YAML files of cases in " + below);
            return NO_INPUT;
        }
        int passed = 0;
        int failed = 0;
        for (Path path : files) {
            try {
                for (JsonNode one : CaseFile.read(path).cases()) {
                    Evaluation evaluation = CaseFile.evaluate(one);
                    if (evaluation.failures().isEmpty()) {
                        passed++;
                    } else {
                        failed++;
                        report(path + ": " + one.path("id").asText(), evaluation);
                    }
                }
            } catch (BadQuestionException e) {
                failed++;
                err().println("failed: " + path + ": " + e.getMessage());
            }
        }
        out().println("%d as expected, %d not".formatted(passed, failed));
        return failed == 0 ? AS_EXPECTED : NOT_AS_EXPECTED;
    }

    private void report(String name, Evaluation evaluation) {
        err().println("failed: " + name);
        evaluation.failures().forEach(f -> err().println("  " + f));
        evaluation.trace().forEach(t -> err().println("  | " + t));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
