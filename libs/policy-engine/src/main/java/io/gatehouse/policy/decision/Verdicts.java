package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Makes verdicts out of what an evaluation found, and hands the same object out again where it can:
 * a verdict without reasons exists once, one with a single reason once for each statement, others
 * stand in a small table of the thread. So the common path allocates nothing.
 */
final class Verdicts {

    private static final int TABLE = 1024;
    private static final Verdict[] IMPLICIT = new Verdict[Layer.values().length];
    private static final Verdict[] UNCONDITIONAL = new Verdict[Layer.values().length];

    static {
        for (Layer layer : Layer.values()) {
            IMPLICIT[ordinal(layer)] = withoutReasons(Decision.IMPLICITLY_DENIED, layer);
            UNCONDITIONAL[ordinal(layer)] = withoutReasons(Decision.ALLOWED, layer);
        }
    }

    /** A verdict and the matches that it was made of. */
    private record Known(Verdict verdict, List<CompiledStatement> statements, List<Layer> layers) {}

    private final @Nullable Known[] table = new Known[TABLE];

    /** One that needs no policy. */
    static Verdict allowedWithoutPolicy() {
        return UNCONDITIONAL[ordinal(Layer.IDENTITY)];
    }

    /** Fail closed: an error is never an allow, and says so. */
    static Verdict failed(Throwable fault) {
        return new Verdict(
                Decision.IMPLICITLY_DENIED,
                Layer.ENGINE,
                List.of(),
                List.of(),
                List.of("the evaluation failed: " + fault.getClass().getSimpleName()));
    }

    Verdict explicitlyDenied(Evaluation evaluation) {
        Matches denies = evaluation.denies;
        return with(denies, Decision.EXPLICITLY_DENIED, denies.layer(0), evaluation);
    }

    Verdict implicitlyDenied(Layer layer, Evaluation evaluation) {
        return evaluation.hasNotes()
                ? noted(Decision.IMPLICITLY_DENIED, layer, List.of(), evaluation)
                : IMPLICIT[ordinal(layer)];
    }

    Verdict allowed(Evaluation evaluation) {
        Layers layers = evaluation.layers;
        Matches allows = evaluation.allows;
        boolean resource = layers.resourceGrants();
        allows.keepOnly(!resource, !resource || layers.isLimited());
        return with(allows, Decision.ALLOWED, layers.granting(), evaluation);
    }

    private Verdict with(Matches matches, Decision decision, Layer layer, Evaluation evaluation) {
        if (evaluation.hasNotes()) {
            return noted(decision, layer, matches.reasons(), evaluation);
        }
        if (matches.size() == 0) {
            return UNCONDITIONAL[ordinal(layer)];
        }
        if (matches.size() == 1 && matches.layer(0) == layer) {
            return matches.statement(0).soleVerdict(decision, layer);
        }
        int slot = (matches.hash() * 31 + ordinal(layer)) & (TABLE - 1);
        Known known = table[slot];
        if (known != null
                && known.verdict.decision() == decision
                && known.verdict.layer() == layer
                && matches.areThose(known.statements, known.layers)) {
            return known.verdict;
        }
        Verdict verdict = new Verdict(decision, layer, matches.reasons(), List.of(), List.of());
        table[slot] = new Known(verdict, matches.statements(), matches.layers());
        return verdict;
    }

    private static Verdict noted(
            Decision decision, Layer layer, List<Reason> because, Evaluation evaluation) {
        return new Verdict(
                decision, layer, because, evaluation.missingKeys(), evaluation.warnings());
    }

    private static Verdict withoutReasons(Decision decision, Layer layer) {
        return new Verdict(decision, layer, List.of(), List.of(), List.of());
    }

    @SuppressWarnings("EnumOrdinal") // arrays beside the enum, within one JVM
    private static int ordinal(Layer layer) {
        return layer.ordinal();
    }
}
