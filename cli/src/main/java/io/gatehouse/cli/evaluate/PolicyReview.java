package io.gatehouse.cli.evaluate;

import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyProblem;
import io.gatehouse.policy.language.PolicyWarning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a file that holds one policy document, a line for each thing: {@code
 * file:line:column: error MalformedPolicyDocument: …}, or with {@code security}, {@code general} or
 * {@code suggestion} and the name of the check.
 *
 * @param isWritable whether the document would be accepted
 */
record PolicyReview(List<String> lines, boolean isWritable) {

    PolicyReview {
        lines = List.copyOf(lines);
    }

    static PolicyReview of(Path file, PolicyKind kind, Instant now) throws IOException {
        String text = Files.readString(file);
        if (PolicyParser.parse(text, kind) instanceof ParsedPolicy.Invalid invalid) {
            return new PolicyReview(
                    invalid.problems().stream().map(p -> line(file, p)).toList(), false);
        }
        List<String> lines = new ArrayList<>();
        if (PolicyParser.review(text, kind, now) instanceof ParsedPolicy.Valid valid) {
            valid.warnings().forEach(w -> lines.add(line(file, w)));
        }
        return new PolicyReview(lines, true);
    }

    private static String line(Path file, PolicyProblem problem) {
        return "%s:%d:%d: error %s: %s (%s) at %s"
                .formatted(
                        file,
                        problem.line(),
                        problem.column(),
                        problem.code().awsCode(),
                        problem.message(),
                        problem.detail(),
                        problem.path());
    }

    private static String line(Path file, PolicyWarning warning) {
        return "%s:%d:%d: %s %s: %s at %s"
                .formatted(
                        file,
                        warning.line(),
                        warning.column(),
                        warning.check().severity().name().toLowerCase(Locale.ROOT),
                        warning.check().name(),
                        warning.text(),
                        warning.path());
    }
}
