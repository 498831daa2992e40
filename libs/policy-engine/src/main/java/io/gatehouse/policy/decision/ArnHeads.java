package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Takes the first five parts of ARNs apart, and hashes them. Most requests of a thread begin like
 * one before, so some heads ({@code arn:aws:sqs:eu-west-1:111111111111:}) are remembered in a table
 * of fixed size and compared at one go, which is faster than looking for colons. For one thread.
 */
final class ArnHeads {

    private static final int BITS = 8;

    /** Longer heads are not remembered. */
    private static final int LONGEST = 128;

    /** Shorter ARNs have little to remember. */
    private static final int SAMPLED = 28;

    /** The parts of an ARN before the sixth, taken apart. */
    static final class Head {
        private char[] text = {};

        /** Where the parts start; {@code starts[6]} is one behind the end of the last ARN read. */
        final int[] starts = new int[7];

        /** Of the service with its partition. */
        long service;

        long region;
        long account;

        private boolean fill(char[] arn, int length) {
            if (!Evaluation.split(arn, length, starts)) {
                return false;
            }
            service = Hashing.of(arn, starts[1], starts[3] - 1, 1);
            region = Hashing.of(arn, starts[3], starts[4] - 1, 3);
            account = Hashing.of(arn, starts[4], starts[5] - 1, 4);
            return true;
        }
    }

    private final @Nullable Head[] heads = new Head[1 << BITS];
    private final Head unremembered = new Head();

    /** The head of an ARN, valid until the next call; null if it has fewer than six parts. */
    @Nullable Head read(char[] text, int length) {
        if (length < SAMPLED) {
            return unremembered.fill(text, length) ? unremembered : null;
        }
        int slot = slot(text);
        Head head = heads[slot];
        if (head != null
                && head.text.length <= length
                && Arrays.equals(head.text, 0, head.text.length, text, 0, head.text.length)) {
            head.starts[6] = length + 1;
            return head;
        }
        if (!unremembered.fill(text, length)) {
            return null;
        }
        if (unremembered.starts[5] <= LONGEST) {
            remember(slot, text);
        }
        return unremembered;
    }

    /** By what lies where ARNs have their service and, if there is a region, their account. */
    private static int slot(char[] text) {
        long sample =
                Hashing.four(text, 8) + Hashing.four(text, 12) * 31 + Hashing.four(text, 24) * 961;
        return (int) ((sample * 0x9E37_79B9_7F4A_7C15L) >>> (64 - BITS));
    }

    private void remember(int slot, char[] text) {
        Head head = heads[slot];
        if (head == null) {
            head = new Head();
            heads[slot] = head;
        }
        int length = unremembered.starts[5];
        if (head.text.length != length) {
            head.text = new char[length];
        }
        System.arraycopy(text, 0, head.text, 0, length);
        System.arraycopy(unremembered.starts, 0, head.starts, 0, 7);
        head.service = unremembered.service;
        head.region = unremembered.region;
        head.account = unremembered.account;
    }
}
