package io.gatehouse.policy.language;

import java.util.List;
import java.util.Optional;

/**
 * A policy document as it was written: all texts are kept raw, in the order given. A scalar and a
 * list of one element are the same here.
 *
 * @param kind what the document is for
 * @param declaredVersion the Version element, if there is one
 * @param id the Id element, if there is one; without meaning for decisions
 * @param statements at least one
 */
public record PolicyDocument(
        PolicyKind kind,
        Optional<LanguageVersion> declaredVersion,
        Optional<String> id,
        List<Statement> statements) {

    public PolicyDocument {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a policy document has at least one statement");
        }
    }

    /** The version that counts: absent means 2008-10-17 (SEMANTICS 1). */
    public LanguageVersion version() {
        return declaredVersion.orElse(LanguageVersion.V2008_10_17);
    }
}
