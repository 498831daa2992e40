package io.gatehouse.snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers for texts that many rows of one account share: ids of groups, paths, ARNs of boundaries.
 * Numbers start at 1 and are never taken back while the account is not read anew. Immutable.
 */
record Words(PersistentMap<String, Integer> numbers, PersistentMap<Integer, String> texts) {

    static final Words NONE = new Words(PersistentMap.empty(), PersistentMap.empty());

    Words with(String text) {
        if (numbers.has(text)) {
            return this;
        }
        int number = numbers.size() + 1;
        return new Words(numbers.with(text, number), texts.with(number, text));
    }

    /** Of a text that is here. */
    int number(String text) {
        Integer number = numbers.get(text);
        if (number == null) {
            throw new IllegalStateException("no number for `%s`".formatted(text));
        }
        return number;
    }

    String text(int number) {
        @Nullable String text = texts.get(number);
        if (text == null) {
            throw new IllegalStateException("no text for number %d".formatted(number));
        }
        return text;
    }

    List<String> inOrder() {
        List<String> inOrder = new ArrayList<>();
        for (int number = 1; number <= texts.size(); number++) {
            inOrder.add(text(number));
        }
        return inOrder;
    }
}
