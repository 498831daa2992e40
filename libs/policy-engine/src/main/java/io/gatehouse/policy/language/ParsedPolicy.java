package io.gatehouse.policy.language;

import java.util.List;

/** What became of a text given to {@link PolicyParser}. */
public sealed interface ParsedPolicy {

    /**
     * The text is a policy.
     *
     * @param warnings what is legal and probably wrong, in the order of the text
     */
    record Valid(PolicyDocument document, List<PolicyWarning> warnings) implements ParsedPolicy {
        public Valid {
            warnings = List.copyOf(warnings);
        }

        /** The warnings without mere suggestions: what reports show that nobody asked for. */
        public List<PolicyWarning> seriousWarnings() {
            return warnings.stream()
                    .filter(w -> w.check().severity() != PolicyCheck.Severity.SUGGESTION)
                    .toList();
        }
    }

    /**
     * The text is refused.
     *
     * @param problems at least one; the first is the one AWS would answer with
     */
    record Invalid(List<PolicyProblem> problems) implements ParsedPolicy {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one problem");
            }
        }

        public PolicyProblem first() {
            return problems.getFirst();
        }
    }
}
