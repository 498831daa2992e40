package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

/**
 * What one thread remembers of actions that sets of policies were asked for: the bits of {@link
 * ActionClasses}. A table of fixed size in which the newer takes the place of the older, so callers
 * who make up actions cost a little time and no memory. For one thread.
 */
final class ActionMemory {

    private static final int BITS = 12;

    /** Longer actions are not remembered: nobody's action is that long. */
    private static final int LONGEST_ACTION = 128;

    /** Bits of larger sets are not remembered, for there would be too much of them. */
    private static final int MOST_WORDS = 64;

    private final long[] sets = new long[1 << BITS];
    private final @Nullable String[] actions = new String[1 << BITS];
    private final long[] @Nullable [] bits = new long[1 << BITS][];
    private long[] unremembered = new long[1];

    /** Valid until the next call. */
    long[] bits(ActionClasses classes, Evaluation evaluation) {
        String action = evaluation.actionName();
        int slot =
                (int)
                        (((action.hashCode() ^ classes.id << 32) * 0x9E37_79B9_7F4A_7C15L)
                                >>> (64 - BITS));
        long[] known = bits[slot];
        if (known != null && sets[slot] == classes.id && action.equals(actions[slot])) {
            return known;
        }
        return resolve(classes, evaluation, slot);
    }

    private long[] resolve(ActionClasses classes, Evaluation evaluation, int slot) {
        int words = classes.words();
        if (words > MOST_WORDS || evaluation.actionName().length() > LONGEST_ACTION) {
            if (unremembered.length < words) {
                unremembered = new long[words];
            }
            classes.resolve(evaluation, unremembered);
            return unremembered;
        }
        long[] room = bits[slot];
        if (room == null || room.length != words) {
            room = new long[words];
        }
        sets[slot] = 0;
        classes.resolve(evaluation, room);
        bits[slot] = room;
        actions[slot] = evaluation.actionName();
        sets[slot] = classes.id;
        return room;
    }
}
