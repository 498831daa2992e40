package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.Statement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One statement, ready to be asked. Immutable but for reasons made on first use. */
final class CompiledStatement {

    private static final int LAYERS = Layer.values().length;

    final boolean deny;
    final ActionTest action;
    final PrincipalTest principal;

    /** Null for statements that speak of their own resource. */
    final @Nullable ResourceTest resource;

    final List<ConditionTest> conditions;
    private final PolicyName policy;
    private final int index;
    private final String sid;

    /** Of name and place: the same in every run. */
    final int hash;

    // INVARIANT: what is published here by a race is immutable and equal to what it replaces.
    private final @Nullable Reason[] reasons = new Reason[LAYERS];

    /** A statement has one effect, so one verdict for each layer. */
    private final @Nullable Verdict[] sole = new Verdict[LAYERS];

    CompiledStatement(PolicyDocument document, int index, PolicyName policy) {
        Statement statement = document.statements().get(index);
        this.deny = statement.effect() == Effect.DENY;
        this.action = ActionTest.of(statement.action());
        this.principal = PrincipalTest.of(statement, document.kind());
        this.resource =
                statement
                        .resource()
                        .map(clause -> ResourceTest.of(clause, document.version(), document.kind()))
                        .orElse(null);
        this.conditions =
                statement.conditions().stream()
                        .map(c -> new ConditionTest(c, document.version(), deny))
                        .toList();
        this.policy = policy;
        this.index = index;
        this.sid = statement.sid().orElse("");
        this.hash = policy.hashCode() * 31 + index;
    }

    /** Whether there is neither a principal, nor a condition, nor a variable to look at. */
    boolean asksNothingButActionAndResource() {
        return principal.isUnrestricted()
                && conditions.isEmpty()
                && (resource == null || !resource.hasVariables());
    }

    /** How the statement names the caller if all of it matches, else {@code NOBODY}. */
    int matches(Evaluation evaluation) {
        return action.matches(evaluation) ? matchesBeyondAction(evaluation) : PrincipalTest.NOBODY;
    }

    /** As {@link #matches}, for a caller that knows that the action matches. */
    int matchesBeyondAction(Evaluation evaluation) {
        int naming = principal.matches(evaluation, deny);
        if (naming == PrincipalTest.NOBODY) {
            return naming;
        }
        ResourceTest test = resource;
        if (test != null && !test.matches(evaluation, deny)) {
            return PrincipalTest.NOBODY;
        }
        return conditionsHold(evaluation) ? naming : PrincipalTest.NOBODY;
    }

    /** Asks all, so that the missing keys do not depend on their order. */
    boolean conditionsHold(Evaluation evaluation) {
        boolean all = true;
        for (int i = 0; i < conditions.size(); i++) {
            all &= conditions.get(i).holds(evaluation);
        }
        return all;
    }

    /** The same object for the same layer, but for races that make an equal one. */
    @SuppressWarnings("EnumOrdinal") // an array beside the enum, within one JVM
    Reason reason(Layer layer) {
        Reason known = reasons[layer.ordinal()];
        if (known == null) {
            known = new Reason(layer, policy, index, sid);
            reasons[layer.ordinal()] = known;
        }
        return known;
    }

    /** The verdict of which this statement is the only reason; as {@link #reason}. */
    @SuppressWarnings("EnumOrdinal") // an array beside the enum, within one JVM
    Verdict soleVerdict(Decision decision, Layer layer) {
        Verdict known = sole[layer.ordinal()];
        if (known == null) {
            known = new Verdict(decision, layer, List.of(reason(layer)), List.of(), List.of());
            sole[layer.ordinal()] = known;
        }
        return known;
    }

    /** For traces. */
    String title() {
        return "statement %d%s: %s"
                .formatted(index, sid.isEmpty() ? "" : " `" + sid + "`", deny ? "Deny" : "Allow");
    }
}
