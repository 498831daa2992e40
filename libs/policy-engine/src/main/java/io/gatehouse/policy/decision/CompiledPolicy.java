package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy made ready for deciding. Immutable, safe to share between sets and threads. */
public final class CompiledPolicy {

    private final PolicyName name;
    private final PolicyDocument document;
    private final List<CompiledStatement> statements;

    private CompiledPolicy(PolicyName name, PolicyDocument document) {
        this.name = name;
        this.document = document;
        List<CompiledStatement> compiled = new ArrayList<>();
        for (int i = 0; i < document.statements().size(); i++) {
            compiled.add(new CompiledStatement(document, i, name));
        }
        this.statements = List.copyOf(compiled);
    }

    /** Compiles; total: what the language does not know fails closed when it is evaluated. */
    public static CompiledPolicy compile(PolicyDocument document, PolicyName name) {
        return new CompiledPolicy(name, document);
    }

    /**
     * Stands for a policy that cannot be read: nobody knows what it would deny, so it denies
     * everything to whom it applies, under the name it has.
     */
    public static CompiledPolicy unreadable(PolicyKind kind, PolicyName name) {
        Statement denyAll =
                new Statement(
                        Optional.of("UnreadablePolicy"),
                        Effect.DENY,
                        kind.namesPrincipals()
                                ? Optional.of(
                                        new PrincipalClause.Principals(
                                                new PrincipalClause.Anyone()))
                                : Optional.empty(),
                        new ActionClause.Actions(List.of("*")),
                        kind == PolicyKind.TRUST
                                ? Optional.empty()
                                : Optional.of(new ResourceClause.Resources(List.of("*"))),
                        List.of());
        return compile(
                new PolicyDocument(
                        kind,
                        Optional.of(LanguageVersion.V2012_10_17),
                        Optional.empty(),
                        List.of(denyAll)),
                name);
    }

    public PolicyName name() {
        return name;
    }

    public PolicyDocument document() {
        return document;
    }

    List<CompiledStatement> statements() {
        return statements;
    }
}
