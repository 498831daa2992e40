package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks the statements of a small set in turn, after a look at three characters of the resource: for
 * each of three places, chosen when the set is compiled because the patterns differ there, a table
 * says which statements a character leaves possible. Mostly one is left, or none. What is left is
 * compared in full. Immutable, safe for any number of threads.
 */
final class SetScan {

    /** So many statements have a bit of a character each. */
    static final int MOST = 15;

    private static final int PLACES = 3;

    /** Characters are told apart by their lowest bits. */
    private static final int FOLD = 63;

    private static final int TABLE = FOLD + 1;

    private final CompiledStatement[] statements;
    private final ActionClasses classes;

    private final int first;
    private final int second;
    private final int third;

    /** For each place a table: from a character to the statements that it leaves possible. */
    private final char[] possible = new char[PLACES * TABLE];

    SetScan(CompiledStatement[] statements) {
        if (statements.length > MOST) {
            throw new IllegalArgumentException("at most %d statements".formatted(MOST));
        }
        this.statements = statements;
        this.classes = new ActionClasses(statements);
        List<Integer> places = new ArrayList<>();
        for (int table = 0; table < PLACES; table++) {
            int place = bestPlace(places);
            places.add(place);
            for (int i = 0; i < statements.length; i++) {
                long allowed = allowed(statements[i], place);
                for (int c = 0; c < TABLE; c++) {
                    possible[table * TABLE + c] |= (char) ((allowed >>> c & 1) << i);
                }
            }
        }
        this.first = places.get(0);
        this.second = places.get(1);
        this.third = places.get(2);
    }

    /**
     * The place that tells most pairs of statements apart that the others do not; late ones first.
     */
    private int bestPlace(List<Integer> taken) {
        int best = 0;
        int most = -1;
        for (int place = longestStart() - 1; place >= 0; place--) {
            if (taken.contains(place)) {
                continue;
            }
            int score = 0;
            for (int i = 0; i < statements.length; i++) {
                long one = allowed(statements[i], place);
                score += one == -1L ? 0 : 1;
                for (int j = 0; j < i; j++) {
                    boolean apart = (one & allowed(statements[j], place)) == 0;
                    score += apart && !areApart(i, j, taken) ? 100 : 0;
                }
            }
            if (score > most) {
                most = score;
                best = place;
            }
        }
        return best;
    }

    private boolean areApart(int i, int j, List<Integer> places) {
        for (int place : places) {
            if ((allowed(statements[i], place) & allowed(statements[j], place)) == 0) {
                return true;
            }
        }
        return false;
    }

    private int longestStart() {
        int longest = 1;
        for (CompiledStatement statement : statements) {
            for (ArnTest arn : statement.arns) {
                longest = Math.max(longest, arn.head().length);
            }
        }
        return longest;
    }

    /** A bit for each folded character that the statement admits at a place; all if it is open. */
    private static long allowed(CompiledStatement statement, int place) {
        long allowed = statement.arns.isEmpty() ? -1L : 0;
        for (ArnTest arn : statement.arns) {
            char[] head = arn.head();
            allowed |= place < head.length ? 1L << (head[place] & FOLD) : -1L;
        }
        return allowed;
    }

    /** Adds what matches to the evaluation; the best naming of the caller by a matching Allow. */
    int collect(Evaluation evaluation, Layer layer) {
        char[] resource = evaluation.resource;
        int length = evaluation.resourceLength;
        int left =
                possible[character(resource, length, first)]
                        & possible[TABLE + character(resource, length, second)]
                        & possible[2 * TABLE + character(resource, length, third)];
        int best = PrincipalTest.NOBODY;
        for (; left != 0; left &= left - 1) {
            int i = Integer.numberOfTrailingZeros(left);
            if (ActionClasses.has(evaluation.actionBits(classes), classes.classOf(i))) {
                CompiledStatement statement = statements[i];
                int naming = statement.matchesKnowingAction(evaluation);
                best = Math.max(best, PolicySet.take(statement, naming, evaluation, layer));
            }
        }
        return best;
    }

    /** Behind the end of the resource there is nought: no pattern that goes so far is left. */
    private static int character(char[] text, int length, int place) {
        return place < length ? text[place] & FOLD : 0;
    }
}
