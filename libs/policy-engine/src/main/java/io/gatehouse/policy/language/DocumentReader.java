package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Problems.Pass;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** JSON tree to policy document: the root object (SEMANTICS 1). */
final class DocumentReader {

    private final PolicyKind kind;
    private final Problems problems;

    DocumentReader(PolicyKind kind, Problems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    ParsedPolicy read(Json root) {
        PolicyDocument document = document(root);
        if (document == null || !problems.none()) {
            return new ParsedPolicy.Invalid(problems.inOrder());
        }
        return new ParsedPolicy.Valid(document, problems.warnings());
    }

    private @Nullable PolicyDocument document(Json root) {
        if (!(root instanceof Json.Members object)) {
            problems.syntax(root.place(), "a policy is a JSON object");
            return null;
        }
        Optional<LanguageVersion> version = Optional.empty();
        Optional<String> id = Optional.empty();
        List<Statement> statements = List.of();
        boolean hasStatement = false;
        for (Json.Member member : object.members()) {
            switch (member.name()) {
                case "Version" -> version = version(member.value());
                case "Id" -> id = id(member.value());
                case "Statement" -> {
                    hasStatement = true;
                    statements = statements(member.value(), versionOf(object));
                }
                default ->
                        problems.syntax(
                                member.place(),
                                "a policy has the elements Version, Id and Statement, not `%s`"
                                        .formatted(abbreviated(member.name())));
            }
        }
        if (!hasStatement) {
            problems.syntax(root.place(), "a policy has a Statement");
        }
        checkVersionForKind(version, root);
        if (statements.isEmpty()) {
            return null;
        }
        return new PolicyDocument(kind, version, id, statements);
    }

    private static LanguageVersion versionOf(Json.Members object) {
        for (Json.Member member : object.members()) {
            if (member.name().equals("Version") && member.value() instanceof Json.Text text) {
                return LanguageVersion.parse(text.text()).orElse(LanguageVersion.V2008_10_17);
            }
        }
        return LanguageVersion.V2008_10_17;
    }

    private Optional<LanguageVersion> version(Json value) {
        Optional<LanguageVersion> version =
                value instanceof Json.Text text
                        ? LanguageVersion.parse(text.text())
                        : Optional.empty();
        if (version.isEmpty()) {
            problems.syntax(value.place(), "the Version is `2012-10-17` or `2008-10-17`");
        }
        return version;
    }

    private Optional<String> id(Json value) {
        if (value instanceof Json.Text text) {
            return Optional.of(text.text());
        }
        problems.syntax(value.place(), "the Id is a string");
        return Optional.empty();
    }

    private void checkVersionForKind(Optional<LanguageVersion> version, Json root) {
        if (version.isEmpty() && problems.advising()) {
            problems.warn(
                    PolicyCheck.MISSING_VERSION,
                    root.place(),
                    "without a Version a policy is of 2008 and knows no variables: write"
                            + " `2012-10-17`");
        }
        boolean latest = version.filter(LanguageVersion::hasVariables).isPresent();
        boolean latestRequired =
                switch (kind) {
                    case MANAGED, RESOURCE_CONTROL -> true;
                    case IDENTITY, RESOURCE, TRUST, BOUNDARY, SESSION, SERVICE_CONTROL -> false;
                };
        if (latestRequired && !latest) {
            problems.refuseOnWrite(
                    Pass.VERSION,
                    root.place(),
                    "Policy document must be version 2012-10-17 or greater.",
                    "the Version of this kind of policy is `2012-10-17`");
        }
    }

    private List<Statement> statements(Json value, LanguageVersion version) {
        List<Json> elements =
                switch (value) {
                    case Json.Elements list -> list.elements();
                    case Json.Members object -> List.of(object);
                    case Json.Text _, Json.Scalar _, Json.Null _ -> List.of();
                };
        if (elements.isEmpty()) {
            problems.syntax(
                    value.place(), "the Statement is an object or a list of at least one object");
        }
        StatementReader reader = new StatementReader(kind, version, problems);
        StatementAdvice advice = new StatementAdvice(kind, problems);
        RedundancyAdvice redundancy = new RedundancyAdvice(version, problems);
        List<Statement> statements = new ArrayList<>();
        Set<String> sids = new HashSet<>();
        for (Json element : elements) {
            Statement statement = reader.read(element);
            if (statement != null) {
                statements.add(statement);
                String sid = statement.sid().orElse("");
                if (!sid.isEmpty() && !sids.add(sid)) {
                    problems.refuseOnWrite(
                            Pass.SID,
                            element.place(),
                            "Statement IDs (SID) in a single policy must be unique.",
                            "the Sid `%s` stands in two statements".formatted(sid));
                }
                if (problems.advising() && element instanceof Json.Members object) {
                    advice.on(statement, element.place());
                    redundancy.on(statement, object);
                }
            }
        }
        return statements;
    }

    /** Keeps messages readable when the text is long. */
    static String abbreviated(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
