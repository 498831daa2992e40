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

    /** The ARN patterns by which the statement can be found; empty if it {@link #isGeneral}. */
    final List<ArnTest> arns;

    /** The pattern of a statement that has one alone and nothing else to ask. */
    private final @Nullable ArnTest patternAlone;

    private final ConditionTest[] conditions;
    private final PolicyName policy;
    private final int index;
    private final String sid;

    /** Of name and place: the same in every run. */
    final int hash;

    // INVARIANT: what is published here by a race is immutable and equal to what it replaces.
    private final @Nullable Reason[] reasons = new Reason[LAYERS];

    /** For the layer in which the statement decided last: mostly there is one. */
    private @Nullable Verdict sole;

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
                        .toArray(ConditionTest[]::new);
        this.arns = resource == null ? List.of() : resource.arns();
        boolean variables = resource != null && resource.hasVariables();
        this.patternAlone =
                arns.size() == 1
                                && principal.isUnrestricted()
                                && conditions.length == 0
                                && !variables
                        ? arns.getFirst()
                        : null;
        this.policy = policy;
        this.index = index;
        this.sid = statement.sid().orElse("");
        this.hash = policy.hashCode() * 31 + index;
    }

    /** Whether resources cannot lead to it: NotResource, {@code *}, or none. */
    boolean isGeneral() {
        return resource == null || resource.isNegated() || resource.coversEverything();
    }

    List<ConditionTest> conditions() {
        return List.of(conditions);
    }

    /** How the statement names the caller if all of it matches, else {@code NOBODY}. */
    int matches(Evaluation evaluation) {
        return action.matches(evaluation)
                ? matchesPrincipalAndResource(evaluation)
                : PrincipalTest.NOBODY;
    }

    /** As {@link #matches}, for a caller that knows that the action matches. */
    int matchesKnowingAction(Evaluation evaluation) {
        ArnTest alone = patternAlone;
        if (alone != null) {
            return alone.matchesResource(evaluation)
                    ? PrincipalTest.DIRECTLY
                    : PrincipalTest.NOBODY;
        }
        return matchesPrincipalAndResource(evaluation);
    }

    private int matchesPrincipalAndResource(Evaluation evaluation) {
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
        for (ConditionTest condition : conditions) {
            all &= condition.holds(evaluation);
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
    Verdict soleVerdict(Decision decision, Layer layer) {
        Verdict known = sole;
        if (known == null || known.layer() != layer) {
            known = new Verdict(decision, layer, List.of(reason(layer)), List.of(), List.of());
            sole = known;
        }
        return known;
    }

    /** For traces. */
    String title() {
        return "statement %d%s: %s"
                .formatted(index, sid.isEmpty() ? "" : " `" + sid + "`", deny ? "Deny" : "Allow");
    }
}
