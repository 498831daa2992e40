package io.gatehouse.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.model.Arn;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyProblem;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a file's JSON, from which values are read. What is missing or wrong is noted with its
 * path in {@code problems} and replaced by something harmless, so that one reading finds all
 * problems.
 */
record JsonCursor(Path file, JsonNode node, String path, List<ImportProblem> problems) {

    /** Stands for an ARN that could not be read. */
    private static final Arn NO_ARN = new Arn("aws", "iam", "", "000000000000", "unknown");

    /** The field as text; a problem when it is not there or no text. */
    String text(String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            problem(field, value.isMissingNode() ? "is missing" : "is not a text");
            return "";
        }
        return value.textValue();
    }

    Optional<String> optionalText(String field) {
        return node.hasNonNull(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /**
     * A time as AWS prints it, in its ISO form with T or with a blank, or in seconds since the
     * epoch.
     */
    Optional<Instant> optionalTime(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    value.isNumber()
                            ? Instant.ofEpochMilli(Math.round(value.doubleValue() * 1000))
                            : OffsetDateTime.parse(value.asText().replace(' ', 'T')).toInstant());
        } catch (DateTimeException e) {
            problem(field, "`%s` is not a time".formatted(value.asText()));
            return Optional.empty();
        }
    }

    Optional<Integer> optionalNumber(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt()) {
            problem(field, "is not a number");
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    boolean isTrue(String field) {
        return node.path(field).asBoolean(false);
    }

    Arn arn(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return NO_ARN;
        }
        if (!Arn.isArn(text)) {
            problem(field, "`%s` is not an ARN".formatted(text));
            return NO_ARN;
        }
        return Arn.parse(text);
    }

    /** The elements of a list; none when it is not there. */
    List<JsonCursor> list(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            problem(field, "is not a list");
            return List.of();
        }
        List<JsonCursor> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(
                    new JsonCursor(
                            file, value.get(i), "%s.%s[%d]".formatted(path, field, i), problems));
        }
        return elements;
    }

    /**
     * A policy, as an object or as text (percent-encoded as the API has it, or plain); checked, in
     * its compact form.
     */
    String policy(String field, PolicyKind kind) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            problem(field, "is missing");
            return "";
        }
        String text = value.isTextual() ? decoded(value.textValue()) : value.toString();
        switch (PolicyParser.parse(text, kind)) {
            case ParsedPolicy.Valid _ -> {}
            case ParsedPolicy.Invalid invalid -> {
                PolicyProblem first = invalid.first();
                String inside = first.path().startsWith("$") ? first.path().substring(1) : "";
                problem(field + inside, "%s (%s)".formatted(first.message(), first.detail()));
            }
        }
        return text;
    }

    void problem(String field, String reason) {
        problems.add(new ImportProblem(file, path + "." + field, reason));
    }

    private static String decoded(String text) {
        return text.startsWith("%") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }
}
