package io.gatehouse.policy.decision;

/**
 * What one set of policies makes of one action, resolved once. Immutable: safe to publish by a
 * race.
 *
 * @param action as the request spells it
 */
final class ActionRow {

    final String action;

    /** One bit for each statement: whether its action element matches. */
    private final long[] bits;

    /** Statements that no resource can be looked up for and whose action matches, in order. */
    final int[] general;

    /** For each long bucket, its statements whose action matches, in order. */
    final int[][] buckets;

    ActionRow(String action, long[] bits, int[] general, int[][] buckets) {
        this.action = action;
        this.bits = bits;
        this.general = general;
        this.buckets = buckets;
    }

    boolean has(int statement) {
        return (bits[statement >> 6] & 1L << statement) != 0;
    }
}
