package io.gatehouse.policy.decision;

/**
 * Asks the statements of a small set in turn. Most are ruled out by one comparison: of the two
 * characters before the last of the literal start of their ARN, where patterns differ most (the
 * last is mostly a slash). Immutable, safe for any number of threads.
 */
final class SetScan {

    /** What stands further behind is not filtered by: no resource buffer is shorter. */
    private static final int FURTHEST = 200;

    private final CompiledStatement[] statements;
    private final ActionClasses classes;

    /** Where the two characters stand in the resource. */
    private final int[] filterAt;

    private final int[] filter;

    /** All bits where there is a filter, none where there is not. */
    private final int[] filterMask;

    SetScan(CompiledStatement[] statements) {
        this.statements = statements;
        this.classes = new ActionClasses(statements);
        this.filterAt = new int[statements.length];
        this.filter = new int[statements.length];
        this.filterMask = new int[statements.length];
        for (int i = 0; i < statements.length; i++) {
            if (statements[i].arns.size() == 1) {
                char[] head = statements[i].arns.getFirst().head();
                if (head.length >= 3 && head.length <= FURTHEST) {
                    filterAt[i] = head.length - 3;
                    filter[i] = two(head, head.length - 3);
                    filterMask[i] = -1;
                }
            }
        }
    }

    /** Hands each statement that matches to the evaluation's candidates. */
    void find(Evaluation evaluation) {
        Candidates found = evaluation.candidates;
        found.begin(statements.length);
        int left = notRuledOut(evaluation.resource);
        if (left == 0) {
            return;
        }
        long[] actions = evaluation.actionBits(classes);
        for (; left != 0; left &= left - 1) {
            int i = Integer.numberOfTrailingZeros(left);
            if (ActionClasses.has(actions, classes.classOf(i))) {
                int naming = statements[i].matchesKnowingAction(evaluation);
                if (naming != PrincipalTest.NOBODY) {
                    found.add(i, naming);
                }
            }
        }
    }

    /**
     * One bit for each statement that its filter lets through. Without branches: which one hits
     * cannot be foretold. Behind the end of a shorter resource the buffer holds what was there
     * before, which may let a statement through: it is compared in full.
     */
    private int notRuledOut(char[] resource) {
        int[] at = filterAt;
        int[] wanted = filter;
        int[] mask = filterMask;
        int left = 0;
        for (int i = 0; i < at.length; i++) {
            int difference = (two(resource, at[i]) ^ wanted[i]) & mask[i];
            left |= ((difference | -difference) >>> 31 ^ 1) << i;
        }
        return left;
    }

    private static int two(char[] text, int at) {
        return text[at] | text[at + 1] << 16;
    }
}
