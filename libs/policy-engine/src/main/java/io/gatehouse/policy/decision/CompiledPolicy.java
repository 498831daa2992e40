package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.PolicyDocument;

import java.util.Objects;

/** A policy made ready for deciding. Immutable, safe to share between sets and threads. */
public final class CompiledPolicy {

    private final PolicyName name;
    private final PolicyDocument document;

    private CompiledPolicy(PolicyName name, PolicyDocument document) {
        this.name = Objects.requireNonNull(name);
        this.document = Objects.requireNonNull(document);
    }

    /** Compiles; total: what the language does not know fails closed when it is evaluated. */
    public static CompiledPolicy compile(PolicyDocument document, PolicyName name) {
        return new CompiledPolicy(name, document);
    }

    public PolicyName name() {
        return name;
    }

    public PolicyDocument document() {
        return document;
    }
}
