package io.gatehouse.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers for texts that many rows of one account share: ids of groups, paths, ARNs of boundaries.
 * Numbers start at 1 and are never taken back while the account is not read anew. Immutable.
 */
record Words(PersistentMap<String, Integer> numbers, TextList texts) {

    static final Words NONE = new Words(PersistentMap.empty(), TextList.EMPTY);

    Words with(String text) {
        if (numbers.has(text)) {
            return this;
        }
        int number = numbers.size() + 1;
        return new Words(numbers.with(text, number), texts.with(text));
    }

    /** Of a text that is here. */
    int number(String text) {
        Integer number = numbers.get(text);
        if (number == null) {
            throw new IllegalStateException("no number for `%s`".formatted(text));
        }
        return number;
    }

    /**
     * @throws IndexOutOfBoundsException if there is no such number
     */
    String text(int number) {
        return texts.get(number - 1);
    }

    List<String> inOrder() {
        List<String> inOrder = new ArrayList<>();
        for (int number = 1; number <= texts.size(); number++) {
            inOrder.add(text(number));
        }
        return inOrder;
    }
}
